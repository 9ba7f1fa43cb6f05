package main

// kinds are all the ways in which things are broken.
func kinds() []kind {
	return []kind{
		{"loader", "the loader or a rebuild is killed at a random moment while people read", 5, (*round).killLoader},
		{"live", "a load from the publishers is killed at a random moment while people read", 2, (*round).killLive},
		{"server", "the server is killed at a random moment while people read and write", 5, (*round).killServer},
		{"power", "the power is cut while people write and a load goes on: what was not synced goes, all of it or any part", 5, (*round).cutPower},
		{"network", "publishers stall, break off, answer 500, send half a file, redirect elsewhere", 4, (*round).breakNetwork},
		{"disk", "the disk is full for the loader and the server, and then has room again", 3, (*round).fillDisk},
		{"damage", "files of the archive, staged files, the warehouse or its number are damaged", 5, (*round).damage},
		{"clock", "the clock is years ahead, years behind, or jumps while people write", 2, (*round).moveClock},
	}
}
