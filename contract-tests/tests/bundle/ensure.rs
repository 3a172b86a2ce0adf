//! Steps that look before they change anything.

use serde_json::{Value, json};
use twilio_trusthub::bundle::{Ensured, Reason, Step, ensure_assigned, ensure_created};
use twilio_trusthub::bundle::{ensure_number, ensure_object, held};
use twilio_trusthub::customer_profiles::channel_endpoint_assignments::ChannelEndpointAssignment;
use twilio_trusthub::customer_profiles::entity_assignments::EntityAssignment;
use twilio_trusthub::customer_profiles::{self, CustomerProfile};
use twilio_trusthub::end_users::{self, EndUser};
use twilio_trusthub::trust_products::{self, TrustProduct};
use twilio_trusthub::{CustomerProfileSid, PolicySid, Sid};

use super::server::{Server, page, refusal, sid, whole};

fn profile_sid() -> CustomerProfileSid {
    CustomerProfileSid::new(sid("BU", 1)).unwrap()
}

fn policy_sid() -> PolicySid {
    PolicySid::new(sid("RN", 1)).unwrap()
}

fn profile(number: u32, name: &str, policy: u32) -> Value {
    let members = json!({ "sid": sid("BU", number), "friendly_name": name,
        "policy_sid": sid("RN", policy), "status": "draft" });
    whole::<CustomerProfile>(members)
}

#[tokio::test]
async fn a_bundle_is_created_once() {
    // The filter of this server does nothing.
    let others = [profile(7, "Acme Ltd", 1), profile(8, "Acme", 2)];
    for there in [false, true] {
        let others = others.clone();
        let server = Server::start(move |ask| {
            if ask.line.starts_with("POST") {
                return (201, profile(1, "Acme", 1));
            }
            assert_eq!(ask.value("FriendlyName"), Some("Acme"));
            assert_eq!(ask.value("PolicySid"), Some(sid("RN", 1).as_str()));
            let mut items = others.to_vec();
            items.extend(there.then(|| profile(1, "Acme", 1)));
            page(&items)
        })
        .await;
        let create = customer_profiles::create("Acme", "ops@acme.example", policy_sid());
        let made = ensure_created(&server.client, &create).await.unwrap();
        assert_eq!(made.is_new(), !there);
        assert_eq!(made.into_value().sid, profile_sid());
        assert_eq!(
            server.count("POST /v1/CustomerProfiles"),
            usize::from(!there)
        );
    }
}

#[tokio::test]
async fn several_bundles_of_one_name_are_told() {
    let products = [1, 2].map(|number| {
        whole::<TrustProduct>(json!({ "sid": sid("BU", number), "friendly_name": "Acme",
            "policy_sid": sid("RN", 1) }))
    });
    let server = Server::start(move |_| page(&products)).await;
    let create = trust_products::create("Acme", "ops@acme.example", policy_sid());
    let error = ensure_created(&server.client, &create).await.unwrap_err();
    let Reason::Several(sids) = &error.reason else {
        panic!("{error}");
    };
    assert_eq!(
        sids.iter().map(Sid::as_str).collect::<Vec<_>>(),
        [sid("BU", 1), sid("BU", 2)]
    );
    assert!(
        error
            .to_string()
            .starts_with("cannot create the bundle (trust product): several")
    );
    assert_eq!(server.lines(), ["GET /v1/TrustProducts"]);
}

#[tokio::test]
async fn a_request_that_is_not_valid_never_leaves() {
    let server = Server::start(|_| page(&[])).await;
    let lenient: CustomerProfile = serde_json::from_value(profile(1, "Acme", 1)).unwrap();
    // A policy SID that only a response could hold.
    let odd: PolicySid = serde_json::from_value(json!("not a SID")).unwrap();
    let create = customer_profiles::create("Acme", &lenient.friendly_name, odd);
    let error = ensure_created(&server.client, &create).await.unwrap_err();
    assert_eq!(error.step, Step::EnsureCreated);
    assert!(
        matches!(error.call(), Some(twilio_trusthub::Error::InvalidInput(_))),
        "{error}"
    );
    assert!(!error.is_retryable());
    assert!(server.lines().is_empty());
}

fn assignment(number: u32, object: &str) -> Value {
    let members = json!({ "sid": sid("BV", number), "customer_profile_sid": sid("BU", 1),
        "object_sid": object });
    whole::<EntityAssignment>(members)
}

/// What the API can answer to a second assignment, and whether the assignment is there.
#[tokio::test]
async fn a_duplicate_counts_as_done_only_where_it_is_there() {
    for (status, code, message, there, done) in [
        (409, 20409, "conflict", true, true),
        (400, 20001, "Object is Already assigned", true, true),
        (409, 20409, "conflict", false, false),
        (400, 20001, "already", false, false),
        (400, 22205, "invalid object_sid", true, false),
        (500, 20500, "oops", true, false),
    ] {
        let object = sid("IT", 3);
        let held = object.clone();
        let server = Server::start(move |ask| {
            if ask.line.starts_with("POST") {
                return refusal(status, code, message);
            }
            // Another run assigns it between the first look and the request.
            let there = there && ask.before > 0;
            page(
                &there
                    .then(|| assignment(5, &held))
                    .into_iter()
                    .collect::<Vec<_>>(),
            )
        })
        .await;
        let object = Sid::new(object).unwrap();
        let outcome = ensure_assigned(&server.client, &profile_sid(), &object).await;
        let case = format!("{status} {message} {there}: {outcome:?}");
        match outcome {
            Ok(Ensured::Found(sid_)) => assert!(done && sid_.as_str() == sid("BV", 5), "{case}"),
            Ok(Ensured::Made(_)) => panic!("{case}"),
            Err(error) => {
                assert!(!done, "{case}");
                assert_eq!(
                    error.call().and_then(twilio_trusthub::Error::code),
                    Some(code.into()),
                    "{case}"
                );
                assert_eq!(error.is_retryable(), status == 500, "{case}");
            }
        }
    }
}

/// The `POST` was processed and its answer was spoiled: the same step, run again, finds what it made.
#[tokio::test]
async fn a_spoiled_answer_is_worth_another_run_and_makes_nothing_twice() {
    for (answer, again) in [
        ("{\"sid\":\"BV", true),
        ("<html><title>Sign in</title></html>", true),
        ("", true),
        ("{}", false),
    ] {
        let object = sid("IT", 3);
        let held = object.clone();
        let server = Server::start(move |ask| {
            if ask.line.starts_with("POST") {
                return (201, json!(answer));
            }
            // Before the request, and after it.
            match ask.before {
                0 => page(&[]),
                _ => page(&[assignment(5, &held)]),
            }
        })
        .await;
        let object = Sid::new(object).unwrap();
        let lost = ensure_assigned(&server.client, &profile_sid(), &object).await;
        let error = lost.unwrap_err();
        assert_eq!(error.is_retryable(), again, "{answer}: {error}");
        assert!(!error.call().unwrap().is_retryable(), "a POST is never");
        let found = ensure_assigned(&server.client, &profile_sid(), &object).await;
        assert_eq!(found.unwrap().into_value().as_str(), sid("BV", 5));
        let posts = server
            .lines()
            .iter()
            .filter(|line| line.starts_with("POST"))
            .count();
        assert_eq!(posts, 1, "{answer}");
    }
}

#[tokio::test]
async fn what_is_assigned_is_not_assigned_again() {
    let server = Server::start(|ask| {
        assert!(ask.line.starts_with("GET"), "{}", ask.line);
        if ask.line.contains("ChannelEndpoint") {
            // A filter that does nothing shows another number first.
            let number =
                |of: u32| json!({ "sid": sid("RA", of), "channel_endpoint_sid": sid("PN", of) });
            return page(&[
                whole::<ChannelEndpointAssignment>(number(8)),
                whole::<ChannelEndpointAssignment>(number(9)),
            ]);
        }
        page(&[assignment(4, &sid("IT", 2)), assignment(5, &sid("IT", 3))])
    })
    .await;
    let object = Sid::new(sid("IT", 3)).unwrap();
    let found = ensure_assigned(&server.client, &profile_sid(), &object)
        .await
        .unwrap();
    assert_eq!(found.into_value().as_str(), sid("BV", 5));
    let number = Sid::new(sid("PN", 9)).unwrap();
    let found = ensure_number(&server.client, &profile_sid(), &number)
        .await
        .unwrap();
    assert_eq!(found.into_value().as_str(), sid("RA", 9));
}

fn end_user(number: u32, type_name: &str, name: &str, attributes: &Value) -> Value {
    let members = json!({ "sid": sid("IT", number), "type": type_name, "friendly_name": name,
        "attributes": attributes });
    whole::<EndUser>(members)
}

/// What lies in the account, and which of it a new run may take.
#[tokio::test]
async fn an_object_that_was_not_assigned_any_more_is_taken_if_it_is_the_same() {
    let attributes = json!({ "first_name": "Ada", "employees": 3 });
    let as_text = json!({ "first_name": "Ada", "employees": "3" });
    for (there, taken) in [
        (end_user(2, "owner", "Acme 17", &attributes), true),
        (end_user(2, "owner", "Acme 17", &as_text), true),
        (end_user(2, "owner", "Acme 18", &attributes), false),
        (end_user(2, "other", "Acme 17", &attributes), false),
        (
            end_user(2, "owner", "Acme 17", &json!({ "first_name": "Ada" })),
            false,
        ),
        (
            end_user(
                2,
                "owner",
                "Acme 17",
                &json!({ "first_name": "Bea", "employees": "3" }),
            ),
            false,
        ),
        (
            end_user(
                2,
                "owner",
                "Acme 17",
                &json!({ "first_name": "Ada", "employees": "3", "email": "ada@acme.example" }),
            ),
            false,
        ),
        (end_user(2, "owner", "Acme 17", &json!(null)), false),
    ] {
        let case = there.to_string();
        let server = Server::start(move |ask| match ask.line.as_str() {
            "GET /v1/EndUsers" => page(std::slice::from_ref(&there)),
            "POST /v1/EndUsers" => (201, end_user(1, "owner", "Acme 17", &json!({}))),
            line if line.starts_with("GET") => page(&[]),
            _ => (201, assignment(5, ask.value("ObjectSid").unwrap())),
        })
        .await;
        let create = end_users::create("Acme 17", "owner").attributes(attributes.clone());
        let object = ensure_object(&server.client, &profile_sid(), &create)
            .await
            .unwrap();
        assert_eq!(object.is_new(), !taken, "{case}");
        let expected = if taken { sid("IT", 2) } else { sid("IT", 1) };
        assert_eq!(object.into_value().sid.as_str(), expected, "{case}");
        let assignments = format!(
            "POST /v1/CustomerProfiles/{}/EntityAssignments",
            sid("BU", 1)
        );
        assert_eq!(server.count(&assignments), 1, "{case}");
    }
}

#[tokio::test]
async fn an_object_of_the_type_that_is_assigned_is_returned() {
    let server = Server::start(|ask| match ask.line.as_str() {
        line if line.ends_with(&sid("IT", 3)) => (200, end_user(3, "other", "Acme", &json!({}))),
        line if line.ends_with(&sid("IT", 4)) => (200, end_user(4, "owner", "Renamed", &json!({}))),
        line if line.ends_with("/EntityAssignments") => {
            assert_eq!(ask.value("ObjectType"), Some("owner"));
            // A filter that does nothing shows a document and another end user first.
            let objects = [sid("RD", 2), sid("IT", 3), sid("IT", 4)];
            page(&objects.map(|object| assignment(5, &object)))
        }
        line => panic!("{line}"),
    })
    .await;
    let create = end_users::create("Acme", "owner");
    let object = ensure_object(&server.client, &profile_sid(), &create)
        .await
        .unwrap();
    assert!(!object.is_new());
    assert_eq!(object.value().sid.as_str(), sid("IT", 4));
}

#[tokio::test]
async fn everything_that_is_held_is_fetched_whatever_it_is() {
    use twilio_trusthub::bundle::Held;

    let server = Server::start(|ask| match ask.line.as_str() {
        line if line.ends_with("/EntityAssignments") => {
            let objects = [
                sid("IT", 1),
                sid("RD", 2),
                sid("BU", 3),
                sid("BU", 4),
                sid("BU", 5),
                sid("XX", 6),
            ];
            page(&objects.map(|object| assignment(5, &object)))
        }
        line if line.contains("/EndUsers/") => (200, end_user(1, "owner", "Acme", &json!({}))),
        line if line.contains("/SupportingDocuments/") => (
            200,
            whole::<twilio_trusthub::supporting_documents::SupportingDocument>(
                json!({ "sid": sid("RD", 2) }),
            ),
        ),
        line if line == format!("GET /v1/CustomerProfiles/{}", sid("BU", 3)) => {
            (200, profile(3, "Primary", 1))
        }
        line if line == format!("GET /v1/TrustProducts/{}", sid("BU", 4)) => {
            (200, whole::<TrustProduct>(json!({ "sid": sid("BU", 4) })))
        }
        _ => refusal(404, 20404, "not found"),
    })
    .await;
    let held = held(&server.client, &profile_sid()).await.unwrap();
    let kinds: Vec<&str> = held
        .iter()
        .map(|held| match held {
            Held::EndUser(_) => "end user",
            Held::Document(_) => "document",
            Held::CustomerProfile(_) => "profile",
            Held::TrustProduct(_) => "product",
            _ => "other",
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "end user", "document", "profile", "product", "other", "other"
        ]
    );
}
