//! Pages about using this crate. Each item has its own documentation; these say how they go together.
//!
//! | page | answers |
//! |---|---|
//! | [`settings`] | how do I connect: credentials, limits, regions, my own HTTP client? |
//! | [`errors`] | what can go wrong, was it sent, and what do I do? |
//! | [`retries`] | what does the client repeat by itself, and what is left to me? |
//! | [`paging`] | how do I walk a long list, stop, and go on later? |
//! | [`bundles`] | how do I get a business approved, from the policy to the verdict? |
//! | [`callbacks`] | how do I receive a verdict, and know that it is genuine? |
//! | [`testing`](mod@testing) | how do I test my application without an account? |
//! | [`vendoring`] | how do I keep this crate in my repository, and up to date? |

#[doc = include_str!("bundles.md")]
pub mod bundles {}

#[doc = include_str!("callbacks.md")]
pub mod callbacks {}

#[doc = include_str!("errors.md")]
pub mod errors {}

#[doc = include_str!("paging.md")]
pub mod paging {}

#[doc = include_str!("retries.md")]
pub mod retries {}

#[doc = include_str!("settings.md")]
pub mod settings {}

#[doc = include_str!("testing.md")]
pub mod testing {}

#[doc = include_str!("vendoring.md")]
pub mod vendoring {}
