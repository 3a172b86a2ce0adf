//! What the generator emits for a small document, so that the macros are built, linted and run.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::runtime::{
    Client, Credentials, Error, ItemStream, Method, Page, Pages, Redacted, Request, Response,
    Retry, Sid,
};

#[path = "../tests/it/server.rs"]
mod server;

use server::{Server, json as reply_json, reply};

/// SID of a profile.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProfileSid(Sid);
crate::runtime::sid!(ProfileSid, "BU");

/// SID of a policy.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicySid(Sid);
crate::runtime::sid!(PolicySid, "RN");

/// Status of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// `draft`
    Draft,
    /// `in-review`
    InReview,
    /// `APPROVED`, or `approved` as older responses have it
    Approved,
    /// Any other value.
    Unknown(String),
}
crate::runtime::open_enum!(Status {
    Draft = "draft",
    InReview = "in-review",
    Approved = "APPROVED" | "approved"
});

/// A profile.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Profile {
    /// Its SID.
    pub sid: ProfileSid,
    /// Its status.
    pub status: Option<Status>,
    /// Its address.
    pub email: String,
}

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Profile")
            .field("sid", &self.sid)
            .field("status", &self.status)
            .field("email", &Redacted)
            .finish()
    }
}

const SERVER: &str = "https://trusthub.twilio.com";

/// Creates a profile.
pub fn create(email: impl AsRef<str>, policy_sid: impl AsRef<PolicySid>) -> CreateProfile {
    CreateProfile(
        Request::new("CreateProfile", Method::Post, SERVER, "/v1/Profiles")
            .form("Email", email.as_ref())
            .form("PolicySid", policy_sid.as_ref()),
    )
}

/// The request that [`create`] makes.
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct CreateProfile(Request);

impl CreateProfile {
    /// Sets the attributes.
    pub fn attributes(mut self, attributes: impl Into<serde_json::Value>) -> Self {
        self.0.set_form_object("Attributes", attributes.into());
        self
    }
}
crate::runtime::operation!(CreateProfile -> Profile);

/// Deletes a profile.
pub fn delete(sid: impl AsRef<ProfileSid>) -> DeleteProfile {
    DeleteProfile(
        Request::new(
            "DeleteProfile",
            Method::Delete,
            SERVER,
            "/v1/Profiles/{Sid}",
        )
        .segment("Sid", sid.as_ref()),
    )
}

/// The request that [`delete`] makes.
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct DeleteProfile(Request);
crate::runtime::operation!(DeleteProfile -> ());

/// Lists profiles.
pub fn list() -> ListProfile {
    ListProfile(Request::new(
        "ListProfile",
        Method::Get,
        SERVER,
        "/v1/Profiles",
    ))
}

/// The request that [`list`] makes.
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct ListProfile(Request);

impl ListProfile {
    /// Keeps only profiles with this status.
    pub fn status(mut self, status: Status) -> Self {
        self.0.set_query("Status", status);
        self
    }
}
crate::runtime::list_operation!(ListProfile -> Profile, "results");

const BU: &str = "BU0123456789abcdef0123456789ABCDEF";
const RN: &str = "RNdfbf3fae0e1107f8aded0e7cead80bf5";

fn client(server: &Server) -> Client {
    let credentials = Credentials::auth_token("AC1", "token");
    Client::builder()
        .credentials(credentials)
        .base_url(&server.url)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_resource_is_created() {
    let body = json!({ "sid": BU, "status": "later", "email": "ada@example.com" });
    let text = body.to_string();
    let server = Server::start(move |_, _| reply_json(201, &text)).await;
    let policy = PolicySid::new(RN).unwrap();
    let request = create("ada@example.com", &policy)
        .attributes(json!({ "a": "b" }))
        .with_timeout(std::time::Duration::from_secs(5))
        .with_header("X-One", "1")
        .with_retry(Retry::none());
    assert_eq!(request.request().operation(), "CreateProfile");
    assert_eq!(request.request().path().unwrap(), "/v1/Profiles");
    let profile = request.send(&client(&server)).await.unwrap();
    assert_eq!(profile.status, Some(Status::Unknown("later".to_owned())));
    assert_eq!(serde_json::to_value(&profile).unwrap(), body);
    assert!(!format!("{profile:?} {request:?}").contains("ada@"));
    let response: Response<Profile> = request.send_with_response(&client(&server)).await.unwrap();
    assert_eq!((response.status, response.value), (201, profile));
    let received = server.received();
    assert_eq!(received[0].header("x-one"), Some("1"));
    assert_eq!(received[0].body, received[1].body);
    // Owned as well, and nothing is needed to look at a request.
    let _ = create(String::from("x"), policy);
}

#[tokio::test]
async fn a_resource_is_deleted() {
    let server = Server::start(|_, _| reply(204, &[], "")).await;
    let request = delete(ProfileSid::new(BU).unwrap());
    request.send(&client(&server)).await.unwrap();
    let response: Response<()> = request.send_with_response(&client(&server)).await.unwrap();
    assert_eq!(response.status, 204);
    assert_eq!(server.received()[0].target, format!("/v1/Profiles/{BU}"));
    assert_eq!(server.received()[0].method, "DELETE");
}

#[tokio::test]
async fn a_list_is_walked() {
    let server = Server::start(|n, _| {
        let next = (n % 2 == 0).then_some("/v1/Profiles?Page=1&Status=draft");
        let item = json!({ "sid": BU, "status": "draft", "email": n.to_string() });
        reply_json(
            200,
            &json!({ "meta": { "next_page_url": next }, "results": [item] }).to_string(),
        )
    })
    .await;
    let client = client(&server);
    let request = list().status(Status::Draft);
    let page: Page<Profile> = request.send(&client).await.unwrap();
    assert_eq!(page.items[0].email, "0");
    let at = request.clone().at("/v1/Profiles?Page=1");
    assert_eq!(
        at.send_with_response(&client).await.unwrap().value.items[0].email,
        "1"
    );
    let mut stream: ItemStream<Profile> = request.stream(&client).limit(5);
    let mut emails = Vec::new();
    while let Some(profile) = stream.try_next().await.unwrap() {
        emails.push(profile.email);
    }
    assert_eq!(emails, ["2", "3"]);
    let mut pages: Pages<Profile> = request.pages(&client);
    assert!(pages.try_next().await.unwrap().is_some());
    assert_eq!(server.received()[0].target, "/v1/Profiles?Status=draft");
    assert_eq!(server.received()[1].target, "/v1/Profiles?Page=1");
}

#[test]
fn futures_of_requests_can_be_sent() {
    fn send<T: Send>(_: T) {}
    async fn all(client: Client) -> Result<(), Error> {
        let profile = create("x", PolicySid::new(RN)?).send(&client).await?;
        delete(&profile.sid).send(&client).await?;
        list().send(&client).await?;
        list().stream(&client).try_next().await?;
        list().pages(&client).try_next().await?;
        Ok(())
    }
    if let Ok(client) = Client::new(Credentials::auth_token("AC1", "token")) {
        send(all(client));
    }
}

#[test]
fn sids_are_checked_when_a_user_gives_them() {
    let sid = PolicySid::new(RN).unwrap();
    assert_eq!(
        (sid.as_str(), sid.to_string().as_str(), PolicySid::PREFIX),
        (RN, RN, "RN")
    );
    assert!(sid.is_well_formed());
    assert_eq!(RN.parse::<PolicySid>().unwrap(), sid);
    assert_eq!(
        PolicySid::try_from(RN).unwrap(),
        PolicySid::try_from(RN.to_owned()).unwrap()
    );
    assert_eq!(Sid::from(sid.clone()), Sid::new(RN).unwrap());
    assert_eq!(Sid::new(BU).unwrap().prefix(), Some("BU"));
    let error = |value: &str| PolicySid::new(value).unwrap_err().to_string();
    assert_eq!(
        error(BU),
        "`PolicySid` must be `RN` and 32 hexadecimal digits; the value starts with `BU`, \
         as the SID of another kind does (customer profile or trust product)"
    );
    assert_eq!(
        error("0123456789abcdef0123456789abcdef"),
        "`PolicySid` must be `RN` and 32 hexadecimal digits; \
         the value starts with `01` and has 32 characters"
    );
    assert!(error("").ends_with("the value is empty"));
    for bad in [
        "RN",
        &RN[..33],
        &format!("{RN}0"),
        &format!(" {RN}"),
        &format!("{RN}\n"),
        &RN.to_lowercase(),
        "RNgggggggggggggggggggggggggggggggg",
        "..",
        "RN../../../../../../../../../../..x",
        "R\u{1b}",
        "é",
        "日本",
        "hush-hush-secret",
    ] {
        let shown = error(bad);
        assert!(shown.starts_with("`PolicySid` must be `RN`"), "{shown}");
        assert!(
            !shown.contains("secret") && !shown.contains(char::is_control),
            "{shown}"
        );
    }
    for bad in [
        "",
        "B",
        "B1",
        "12345678901234567890123456789012ab",
        "éé0123456789abcdef0123456789abcd",
    ] {
        assert!(Sid::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn sids_of_responses_are_taken_as_they_are() {
    for text in [RN, BU, "", "something new"] {
        let json = serde_json::to_string(text).unwrap();
        let sid: PolicySid = serde_json::from_str(&json).unwrap();
        assert_eq!((sid.as_str(), sid.is_well_formed()), (text, text == RN));
        assert_eq!(serde_json::to_string(&sid).unwrap(), json);
    }
    assert!(serde_json::from_str::<PolicySid>("7").is_err());
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    for (text, status, known) in [
        ("draft", Status::Draft, true),
        ("in-review", Status::InReview, true),
        ("Draft", Status::Unknown("Draft".to_owned()), false),
        ("", Status::Unknown(String::new()), false),
        ("später", Status::Unknown("später".to_owned()), false),
    ] {
        let json = serde_json::to_string(text).unwrap();
        assert_eq!(serde_json::from_str::<Status>(&json).unwrap(), status);
        assert_eq!(
            serde_json::from_value::<Status>(json!(text)).unwrap(),
            status
        );
        assert_eq!(serde_json::to_string(&status).unwrap(), json);
        assert_eq!(
            (Status::from(text), Status::from(text.to_owned())),
            (status.clone(), status.clone())
        );
        assert_eq!(text.parse::<Status>().unwrap(), status);
        assert_eq!(
            (
                status.as_str(),
                status.to_string().as_str(),
                status.as_ref()
            ),
            (text, text, text)
        );
        assert_eq!(status.is_known(), known);
    }
    // An escape makes the decoder own the text.
    assert_eq!(
        serde_json::from_str::<Status>(r#""dr\u0061ft""#).unwrap(),
        Status::Draft
    );
    assert!(serde_json::from_str::<Status>("null").is_err());
    assert_eq!(
        Status::ALL,
        [Status::Draft, Status::InReview, Status::Approved]
    );
    assert_eq!(Status::from("approved"), Status::Approved);
    assert_eq!(Status::Approved.as_str(), "APPROVED");
}
