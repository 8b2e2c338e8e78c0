"""Paper printed as files of the formats that thaiplan reads."""
