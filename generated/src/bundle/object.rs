//! An end user or a supporting document of a bundle: the one that is there, or a new one.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::assigned::assign;
use super::created::field;
use super::ensured::Ensured;
use super::error::{Step, StepError};
use super::kind::{BundleSid, PAGE};
use crate::end_users::{self, CreateEndUser, EndUser};
use crate::supporting_documents::{self, CreateSupportingDocument, SupportingDocument};
use crate::{Client, EndUserSid, Error, ItemStream, Request, Sid, SupportingDocumentSid};

/// An end user or a supporting document.
pub trait Object:
    sealed::Calls + DeserializeOwned + fmt::Debug + Clone + Send + Sync + 'static
{
    /// Returns its SID.
    fn object_sid(&self) -> &Sid;

    /// Returns the machine name of its type.
    fn type_name(&self) -> &str;

    /// Returns its name.
    fn friendly_name(&self) -> &str;

    /// Returns the values of its fields.
    fn attributes(&self) -> Option<&Map<String, Value>>;
}

/// The request that creates an end user or a supporting document.
pub trait NewObject: Sync {
    /// What it creates.
    type Object: Object;

    /// Returns the request, to look at it.
    fn request(&self) -> &Request;

    /// Sends it.
    fn send_to(&self, client: &Client) -> impl Future<Output = Result<Self::Object, Error>> + Send;
}

mod sealed {
    use crate::{Client, Error, ItemStream, Sid};

    /// What a step asks of the API; nobody outside can name it.
    pub trait Calls: Sized {
        /// None where the SID is not one of this kind.
        fn fetch(
            client: &Client,
            sid: &Sid,
        ) -> impl Future<Output = Result<Option<Self>, Error>> + Send;

        fn all(client: &Client) -> ItemStream<Self>;
    }
}

macro_rules! object {
    ($module:ident, $object:ident, $sid:ident, $create:ident) => {
        impl sealed::Calls for $object {
            async fn fetch(client: &Client, sid: &Sid) -> Result<Option<Self>, Error> {
                match $sid::new(sid.as_str()) {
                    Ok(sid) => Ok(Some($module::fetch(sid).send(client).await?)),
                    Err(_) => Ok(None),
                }
            }

            fn all(client: &Client) -> ItemStream<Self> {
                $module::list().page_size(PAGE).stream(client)
            }
        }

        impl Object for $object {
            fn object_sid(&self) -> &Sid {
                self.sid.as_ref()
            }

            fn type_name(&self) -> &str {
                &self.r#type
            }

            fn friendly_name(&self) -> &str {
                &self.friendly_name
            }

            fn attributes(&self) -> Option<&Map<String, Value>> {
                self.attributes.as_ref()
            }
        }

        impl NewObject for $create {
            type Object = $object;

            fn request(&self) -> &Request {
                self.request()
            }

            async fn send_to(&self, client: &Client) -> Result<$object, Error> {
                self.send(client).await
            }
        }
    };
}

object!(end_users, EndUser, EndUserSid, CreateEndUser);
object!(
    supporting_documents,
    SupportingDocument,
    SupportingDocumentSid,
    CreateSupportingDocument
);

/// Makes sure that a bundle holds an end user or a supporting document of the type that a request
/// names.
///
/// 1. If the bundle holds one of that type, it is returned as it is: change it with `update`.
/// 2. Else one that an earlier run created, and did not come to assign, is looked for in the whole
///    account: of the same type, friendly name and attributes. It is assigned.
/// 3. Else a new one is created and assigned.
///
/// The second point reads the account's list, a page for each thousand. Where that is too much, let
/// the first run `send` the request and call [`ensure_assigned`](super::ensure_assigned), and let
/// only runs after a failure come here. Give objects names of their own, such as one with your
/// customer's number: two customers with equal data would else share an object.
///
/// ```no_run
/// # use twilio_trusthub::{Client, CustomerProfileSid, bundle, end_users, serde_json};
/// # async fn example(client: Client, profile: CustomerProfileSid) -> Result<(), bundle::StepError> {
/// let create = end_users::create("Acme (customer 17)", "customer_profile_business_information")
///     .attributes(serde_json::json!({ "business_name": "Acme" }));
/// let information = bundle::ensure_object(&client, &profile, &create).await?;
/// println!("{} is new: {}", information.value().sid, information.is_new());
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// That of a call.
pub async fn ensure_object<S: BundleSid, N: NewObject>(
    client: &Client,
    bundle: &S,
    new: &N,
) -> Result<Ensured<N::Object>, StepError> {
    let type_name = field(new.request(), "Type")
        .map_err(StepError::of(Step::EnsureObject, bundle))?
        .to_owned();
    let subject = format!("`{type_name}` of the {} {bundle}", S::KIND);
    let found = run(client, bundle, new, &type_name).await;
    found.map_err(StepError::of(Step::EnsureObject, subject))
}

async fn run<S: BundleSid, N: NewObject>(
    client: &Client,
    bundle: &S,
    new: &N,
    type_name: &str,
) -> Result<Ensured<N::Object>, Error> {
    for (_, sid) in bundle.assignments(client, Some(type_name)).await? {
        let object = <N::Object as sealed::Calls>::fetch(client, &sid).await?;
        // What a filter does is the server's affair; what is of the type is ours.
        if let Some(object) = object.filter(|object| object.type_name() == type_name) {
            return Ok(Ensured::Found(object));
        }
    }
    let object = match equal(client, new, type_name).await? {
        Some(object) => Ensured::Found(object),
        None => Ensured::Made(new.send_to(client).await?),
    };
    assign(client, bundle, object.value().object_sid()).await?;
    Ok(object)
}

/// An object of the account with everything that the request says.
async fn equal<N: NewObject>(
    client: &Client,
    new: &N,
    type_name: &str,
) -> Result<Option<N::Object>, Error> {
    let name = field(new.request(), "FriendlyName")?;
    let wanted = new
        .request()
        .form_pairs()
        .find(|(known, _)| *known == "Attributes");
    let wanted: Map<String, Value> = wanted
        .and_then(|(_, text)| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let mut objects = <N::Object as sealed::Calls>::all(client);
    while let Some(object) = objects.try_next().await? {
        let same = object.type_name() == type_name && object.friendly_name() == name;
        if same && has(object.attributes(), &wanted) {
            return Ok(Some(object));
        }
    }
    Ok(None)
}

/// Whether attributes are these. The API gives every value back as text.
fn has(attributes: Option<&Map<String, Value>>, wanted: &Map<String, Value>) -> bool {
    let held = attributes.map_or(0, Map::len);
    held == wanted.len()
        && wanted.iter().all(|(key, value)| {
            attributes
                .and_then(|attributes| attributes.get(key))
                .is_some_and(|held| held == value || text(held) == text(value))
        })
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
