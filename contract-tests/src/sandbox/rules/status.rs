//! How a bundle moves: `draft` → `pending-review` → `in-review` → `twilio-approved` or
//! `twilio-rejected`, and from there to `pending-review` again.
//!
//! Responsible for: which step is open to whom. Documents of a bundle move with it, which no public
//! source says in so many words.

use jiff::Timestamp;

use crate::sandbox::answer::Refusal;
use crate::sandbox::store::Store;
use crate::sandbox::store::rows::{Bundle, BundleStatus, DocumentStatus};

/// Refuses a status that a client may not set.
pub(crate) fn may_submit(bundle: &Bundle, wanted: &str) -> Result<(), Refusal> {
    let open = matches!(
        bundle.status,
        BundleStatus::Draft | BundleStatus::TwilioRejected
    );
    if wanted == BundleStatus::PendingReview.as_str() && open {
        return Ok(());
    }
    let message = if wanted == BundleStatus::PendingReview.as_str() {
        "User cannot perform this status update"
    } else {
        "Status can only be set to pending-review"
    };
    Err(Refusal::bad(22203, message))
}

/// Whether the reviewer may take this step.
pub(crate) fn may_review(from: BundleStatus, to: BundleStatus) -> bool {
    matches!(
        (from, to),
        (BundleStatus::PendingReview, BundleStatus::InReview)
            | (
                BundleStatus::InReview,
                BundleStatus::TwilioApproved | BundleStatus::TwilioRejected
            )
    )
}

/// Gives a bundle a status, and its documents the one that goes with it.
pub(crate) fn set(store: &mut Store, sid: &str, status: BundleStatus, now: Timestamp) {
    let Some(bundle) = store.change_bundle(sid) else {
        return;
    };
    bundle.status = status;
    bundle.updated = now;
    bundle.round += 1;
    if status != BundleStatus::TwilioRejected {
        bundle.errors = None;
    }
    let status = match status {
        BundleStatus::Draft => DocumentStatus::Draft,
        BundleStatus::PendingReview | BundleStatus::InReview => DocumentStatus::PendingReview,
        BundleStatus::TwilioRejected => DocumentStatus::Rejected,
        BundleStatus::TwilioApproved => DocumentStatus::Approved,
    };
    let objects: Vec<String> = bundle
        .entities
        .iter()
        .map(|entity| entity.object.clone())
        .collect();
    for object in objects {
        if let Some(document) = store.documents.change(&object)
            && document.status != DocumentStatus::Approved
        {
            document.status = status;
            document.updated = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BundleStatus::{Draft, InReview, PendingReview, TwilioApproved, TwilioRejected};

    const ALL: [BundleStatus; 5] = [
        Draft,
        PendingReview,
        InReview,
        TwilioRejected,
        TwilioApproved,
    ];

    #[test]
    fn the_reviewer_takes_exactly_three_steps() {
        let mut open = Vec::new();
        for from in ALL {
            open.extend(
                ALL.iter()
                    .filter(|to| may_review(from, **to))
                    .map(|to| (from, *to)),
            );
        }
        let expected = [
            (PendingReview, InReview),
            (InReview, TwilioRejected),
            (InReview, TwilioApproved),
        ];
        assert_eq!(open, expected);
    }
}
