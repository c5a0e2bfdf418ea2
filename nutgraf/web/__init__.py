"""The desk in the browser and the JSON API."""
