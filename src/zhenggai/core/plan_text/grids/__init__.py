"""Tables, in whatever shape they were drawn, become findings; `tables` is the entrance."""
