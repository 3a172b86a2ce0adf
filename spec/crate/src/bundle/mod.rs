//! Steps for putting a bundle together: a customer profile or a trust product.
//!
//! A bundle goes through eleven steps, from looking up a policy to a verdict. Each is a function or
//! two here, and usable alone; there is no framework that runs them. Every `ensure_` step looks at
//! what is there before it changes anything, so a program that crashed can run all of them again
//! from the start. Every step takes both kinds of bundle.
//!
//! | step | with |
//! |---|---|
//! | find the policy by its name | [`find_policy`], [`find_policies`] |
//! | read what it requires | [`Checklist::from_policy`] |
//! | create the bundle | [`ensure_created`] |
//! | create end users and supporting documents, and assign them | [`ensure_object`] |
//! | assign the profile that the bundle stands on | [`ensure_assigned`] |
//! | add phone numbers | [`ensure_number`] |
//! | see what is missing | [`held`], [`Checklist::compare`] |
//! | evaluate, mend, evaluate again | [`evaluate`], [`Progress::evaluated`] |
//! | submit | [`ensure_submitted`], after a rejection [`resubmit`] |
//! | follow the status | [`wait_for_verdict`], or a status callback |
//!
//! ```no_run
//! use std::time::Duration;
//! use twilio_trusthub::bundle::{self, Bundle as _, Checklist, Verdict, Wait};
//! use twilio_trusthub::{Client, CustomerProfileSid, Sid, customer_profiles, end_users, serde_json};
//!
//! # async fn example(
//! #     client: Client,
//! #     primary_profile: CustomerProfileSid,
//! #     number: Sid,
//! # ) -> Result<(), bundle::StepError> {
//! let name = "Secondary Customer Profile of type Business";
//! let policy = bundle::find_policy(&client, name).await?;
//!
//! let create = customer_profiles::create("Acme", "ops@acme.example", &policy.sid);
//! let profile = bundle::ensure_created(&client, &create).await?.into_value();
//! let information = end_users::create("Acme", "customer_profile_business_information")
//!     .attributes(serde_json::json!({ "business_name": "Acme" }));
//! bundle::ensure_object(&client, &profile.sid, &information).await?;
//! bundle::ensure_assigned(&client, &profile.sid, &primary_profile).await?;
//! bundle::ensure_number(&client, &profile.sid, &number).await?;
//!
//! let held = bundle::held(&client, &profile.sid).await?;
//! let evaluation = bundle::evaluate(&client, &profile.sid, &policy.sid).await?;
//! let progress = Checklist::from_policy(&policy)
//!     .compare(&held)
//!     .evaluated(&evaluation.results);
//! if !progress.is_complete() {
//!     println!("{progress}");
//!     return Ok(());
//! }
//! bundle::ensure_submitted(&client, &profile.sid).await?;
//! let wait = Wait::at_most(Duration::from_secs(3600));
//! let verdict = bundle::wait_for_verdict(&client, &profile.sid, wait).await?;
//! if let Verdict::Rejected(profile) = verdict {
//!     println!("rejected: {:?}", profile.reasons());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # When a step fails
//!
//! [`StepError`] says which step, on what, and why. Where [`StepError::is_retryable`] is true, run
//! the same step again, be it now or after a restart: also where a `POST` was lost on its way, which
//! [`Error::is_retryable`](crate::Error::is_retryable) rightly refuses to promise for a single call.
//!
//! # What it does not do
//!
//! It keeps no state and takes no locks: two runs for one bundle at the same time can both find
//! nothing and both create. It changes nothing that it finds: mend an end user with `update`, and
//! note that the API refuses that while a bundle that holds it is in review or approved.

mod assigned;
mod calls;
mod checklist;
mod created;
mod ensured;
mod error;
mod evaluation;
mod held;
mod kind;
mod object;
mod policy;
mod progress;
mod review;

pub use assigned::{ensure_assigned, ensure_number};
pub use checklist::{Alternative, Checklist, Requirement, RequirementKind};
pub use created::ensure_created;
pub use ensured::Ensured;
pub use error::{Reason, Step, StepError};
pub use evaluation::{Evaluation, evaluate};
pub use held::{Held, held};
pub use kind::{Bundle, BundleSid, NewBundle};
pub use object::{NewObject, Object, ensure_object};
pub use policy::{find_policies, find_policy};
pub use progress::{Item, Progress, Standing};
pub use review::{Verdict, Wait, ensure_submitted, resubmit, wait_for_verdict};
