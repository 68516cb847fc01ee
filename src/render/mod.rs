//! From [`Hits`](crate::query::Hits) to bytes: for people, or as JSON, JSON Lines, CSV.
