"""Trains and measures RadStream's demonstration models on phantoms."""
