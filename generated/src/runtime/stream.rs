//! Walking a list item by item, with one page in memory.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::error::Error;
use super::page::Page;
use super::pages::Pages;

/// The items of a list, fetched page by page.
///
/// Use `try_next`, or the `Stream` that it is. Only one page is in memory. The next one is asked
/// for when the items of the page before are used up, so none is fetched in vain.
///
/// After an error, `try_next` asks for the same page again and no item is lost or repeated. As a
/// `Stream` it ends there instead, because adapters that skip errors would ask forever.
pub struct ItemStream<T> {
    source: Source<T>,
    items: std::vec::IntoIter<T>,
    left: Option<usize>,
    /// The page that `items` come from, and the one after it.
    page_url: Option<String>,
    next_url: Option<String>,
    failed: bool,
}

type Fetched<T> = (Box<Pages<T>>, Result<Option<Page<T>>, Error>);

enum Source<T> {
    Ready(Box<Pages<T>>),
    Fetching(Pin<Box<dyn Future<Output = Fetched<T>> + Send>>),
    /// After the last page, and while `Ready` turns into `Fetching`.
    Done,
}

/// Nothing inside is pinned by projection.
impl<T> Unpin for ItemStream<T> {}

impl<T: DeserializeOwned + Send + 'static> ItemStream<T> {
    /// Creates a stream from a walk over pages.
    #[must_use]
    pub fn new(pages: Pages<T>) -> Self {
        Self {
            next_url: pages.resume_url().map(str::to_owned),
            source: Source::Ready(Box::new(pages)),
            items: Vec::new().into_iter(),
            left: None,
            page_url: None,
            failed: false,
        }
    }

    /// Ends the stream after `items` items, and fetches no page beyond them.
    #[must_use]
    pub fn limit(mut self, items: usize) -> Self {
        self.left = Some(items);
        self
    }

    /// Returns the next item; none after the last one. Dropping the future loses nothing.
    ///
    /// # Errors
    ///
    /// Those of fetching a page. The next call asks for the same page again.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.failed = false;
        poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<T>, Error>> {
        loop {
            if self.left == Some(0) {
                return Poll::Ready(Ok(None));
            }
            if let Some(item) = self.items.next() {
                self.left = self.left.map(|left| left - 1);
                return Poll::Ready(Ok(Some(item)));
            }
            // The next page comes in while this one's memory is free again.
            self.items = Vec::new().into_iter();
            if let Some(fetched) = ready!(self.poll_page(context)) {
                self.items = fetched?.into_iter();
            } else {
                return Poll::Ready(Ok(None));
            }
        }
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        let mut fetching = match std::mem::replace(&mut self.source, Source::Done) {
            Source::Done => return Poll::Ready(None),
            Source::Fetching(fetching) => fetching,
            Source::Ready(mut pages) => Box::pin(async move {
                let fetched = pages.try_next().await;
                (pages, fetched)
            }),
        };
        let Poll::Ready((pages, fetched)) = fetching.as_mut().poll(context) else {
            self.source = Source::Fetching(fetching);
            return Poll::Pending;
        };
        let asked = std::mem::replace(&mut self.next_url, pages.resume_url().map(str::to_owned));
        self.source = Source::Ready(pages);
        Poll::Ready(match fetched {
            Ok(None) => {
                self.source = Source::Done;
                None
            }
            Ok(Some(page)) => {
                self.page_url = asked.or_else(|| page.meta.url.clone());
                Some(Ok(page))
            }
            Err(error) => {
                self.failed = true;
                Some(Err(error))
            }
        })
    }
}

impl<T> ItemStream<T> {
    /// Returns the URL of the page to go on from later with `at`, so that no item is missed.
    ///
    /// In the middle of a page it is that page, so its first items come again. None before the
    /// first page and after the last item.
    #[must_use]
    pub fn resume_url(&self) -> Option<&str> {
        if self.items.as_slice().is_empty() {
            self.next_url.as_deref()
        } else {
            self.page_url.as_deref()
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> Stream for ItemStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.failed {
            return Poll::Ready(None);
        }
        self.poll_item(context).map(Result::transpose)
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream")
            .field("buffered", &self.items.len())
            .field("left", &self.left)
            .field("failed", &self.failed)
            .finish_non_exhaustive()
    }
}
