"""What runs by itself: the calendar's steps, reminders, seals, and letters leaving the house."""
