"""One module a channel, a star: none imports another, none imports storage."""
