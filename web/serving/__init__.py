"""What stands between the network and the routes: load, patience, workers, and the index that changes."""
