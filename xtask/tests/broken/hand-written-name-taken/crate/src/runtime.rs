//! Not possible: the crate has a module of its own of that name.
