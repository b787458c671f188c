"""What every part of the reader looks at: pieces of lines, leading numbers, labels, the words of a layout."""
