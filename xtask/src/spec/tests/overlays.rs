//! Overlays: how they change a document, and what they survive.
