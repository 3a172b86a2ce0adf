//! Walking a list page by page: which URL comes next, and which is never followed.

use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::client::Client;
use super::envelope::Envelope;
use super::error::{DecodeError, Error, InvalidInput};
use super::page::Page;
use super::page_meta::{NextPage, PageMeta};
use super::request::Request;
use super::response::RawResponse;

/// The pages of a list, one request for each.
///
/// A page URL is followed only to the server that the client is configured for, and only once.
/// After an error the position stays, so calling `try_next` again asks for the same page.
pub struct Pages<T> {
    walk: Walk,
    item: PhantomData<fn() -> T>,
}

/// What does not depend on the items, and so is compiled once for all of them.
struct Walk {
    client: Client,
    /// The request of the next page.
    request: Request,
    envelope: Envelope,
    next: Next,
    seen: Seen,
    /// The link to the next page as the server wrote it.
    link: Option<String>,
}

enum Next {
    /// The page that `request` names.
    Page,
    /// There was no further page.
    End,
    /// The server named a page that is not followed.
    Refused(Box<DecodeError>),
}

/// Which URLs were asked for: 8 bytes for each, however long they are.
#[derive(Default)]
struct Seen {
    hasher: RandomState,
    hashes: HashSet<u64>,
}

impl Seen {
    /// Returns whether the URL is new.
    fn insert(&mut self, url: &str) -> bool {
        self.hashes.insert(self.hasher.hash_one(url))
    }
}

impl<T: DeserializeOwned> Pages<T> {
    /// Creates a walk from a list request and the layout of its pages, or just the name of the
    /// member that holds the items.
    ///
    /// The requests of list endpoints have a method for it.
    #[must_use]
    pub fn new(client: &Client, request: &Request, envelope: impl Into<Envelope>) -> Self {
        Self {
            walk: Walk::new(client, request, envelope.into()),
            item: PhantomData,
        }
    }

    /// Fetches the next page; none after the last one.
    ///
    /// # Errors
    ///
    /// Those of every call; and `Error::Decode` where the server names a next page on another
    /// server, or one that was there before.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        let Some(response) = self.walk.fetch().await? else {
            return Ok(None);
        };
        let page = response.page(self.walk.envelope)?;
        self.walk.next = self.walk.follow(&page.meta, &response);
        Ok(Some(page))
    }
}

impl Walk {
    fn new(client: &Client, request: &Request, envelope: Envelope) -> Self {
        Self {
            client: client.clone(),
            request: request.clone(),
            envelope,
            next: Next::Page,
            seen: Seen::default(),
            link: None,
        }
    }

    /// The page that comes next, not decoded yet; none after the last one.
    async fn fetch(&self) -> Result<Option<RawResponse>, Error> {
        match &self.next {
            Next::Page => self.client.execute(&self.request).await.map(Some),
            Next::End => Ok(None),
            Next::Refused(error) => Err(Error::Decode(error.clone())),
        }
    }

    /// Decides what comes after a page.
    fn follow(&mut self, meta: &PageMeta, response: &RawResponse) -> Next {
        // The page just seen, under the URL that was asked for. Later ones were noted when they were
        // followed.
        if self.seen.hashes.is_empty()
            && let Ok(url) = self.client.url(&self.request)
        {
            self.seen.insert(url.as_str());
        }
        // And under its own name, where that is not the one that led here.
        let own = meta.url.as_deref();
        let own = own.filter(|own| Some(*own) != self.link.as_deref());
        if let Some(url) = own.and_then(|own| self.resolve(own).ok()) {
            self.seen.insert(&url);
        }
        let Some((name, link)) = meta.next() else {
            return Next::End;
        };
        let url = match link {
            NextPage::Url(link) => self.resolve(link),
            NextPage::Token(token) => self.with_token(token),
        };
        let reason = match url {
            Ok(url) if self.seen.insert(&url) => {
                self.link = match link {
                    NextPage::Url(link) => Some(link.to_owned()),
                    NextPage::Token(_) => None,
                };
                self.request.set_page_url(url);
                return Next::Page;
            }
            Ok(_) => "names a page that was there before, so the list would never end".to_owned(),
            Err(reason) => reason,
        };
        let mut error = response.refusal(reason);
        error.path = if self.envelope.is_flat {
            name.to_owned()
        } else {
            format!("meta.{name}")
        };
        Next::Refused(Box::new(error))
    }

    /// The URL of the page after this one, which a token names.
    fn with_token(&self, token: &str) -> Result<String, String> {
        let Some(parameter) = self.envelope.token else {
            return Err("is a token, and no parameter is known to send it as".to_owned());
        };
        let mut url = self.client.url(&self.request).map_err(shown)?;
        let kept: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(name, _)| name != parameter)
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        url.query_pairs_mut()
            .clear()
            .extend_pairs(kept)
            .append_pair(parameter, token);
        Ok(url.into())
    }

    /// The URL of a page as it would be asked for, or why it would not.
    fn resolve(&self, link: &str) -> Result<String, String> {
        // Nothing but a query is one of the page that has the link.
        if link.starts_with('?')
            && let Ok(page) = self.client.url(&self.request)
            && let Ok(mut url) = page.join(link)
        {
            url.set_fragment(None);
            return Ok(url.into());
        }
        let servers = &self.client.inner.servers;
        let url = servers.page_url(self.request.server(), link);
        url.map(String::from).map_err(shown)
    }
}

fn shown(problem: InvalidInput) -> String {
    problem.reason.into_owned()
}

impl<T> Pages<T> {
    /// Returns the URL of the page that `try_next` asks for, to go on from there later with `at`.
    ///
    /// None for a first page that was not fetched yet, and after the last page.
    #[must_use]
    pub fn resume_url(&self) -> Option<&str> {
        match self.walk.next {
            Next::Page => self.walk.request.page_url(),
            Next::End | Next::Refused(_) => None,
        }
    }

    /// Returns whether the last page was fetched.
    #[must_use]
    pub fn is_done(&self) -> bool {
        matches!(self.walk.next, Next::End)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("request", &self.walk.request)
            .field("done", &self.is_done())
            .field("urls_seen", &self.walk.seen.hashes.len())
            .finish_non_exhaustive()
    }
}
