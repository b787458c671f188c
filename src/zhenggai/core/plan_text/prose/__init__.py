"""Running text becomes findings: cut into blocks, rows found, blocks handed to fields."""
