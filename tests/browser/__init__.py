"""Stories in a real Chromium: few, whole, and looked at by axe."""
