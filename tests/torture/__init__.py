"""Faults on purpose: processes killed, servers stopped, disks filled; what was promised holds."""
