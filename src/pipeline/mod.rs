//! Runs the stages side by side, joined by bounded queues; the only file that starts threads.
