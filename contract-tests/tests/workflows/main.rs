//! Both bundle workflows end to end, in a sandbox: the examples themselves, and what can happen on
//! the way.

#[path = "../../examples/trust_product_bundle/steps.rs"]
mod product;
#[path = "../../examples/customer_profile_bundle/steps.rs"]
mod profile;
#[path = "../../examples/support/mod.rs"]
mod support;

mod account;
mod branches;
mod crashes;
mod walk;
