//! The methods that the request of every operation has. Emitted code calls these macros beside
//! the tuple struct of a request, `pub struct FetchPolicy(Request);`, which is `#[must_use]`.

/// What requests of single resources and of lists have in common.
#[allow(
    unused_macros,
    reason = "which macros are used depends on the document"
)]
macro_rules! request_options {
    ($name:ident) => {
        impl $name {
            /// Returns the request as it will be sent, to look at it without sending it.
            #[must_use]
            pub fn request(&self) -> &$crate::runtime::Request {
                &self.0
            }

            /// Limits this call, retries and pauses included, instead of the client's limit.
            pub fn with_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.with_timeout(timeout))
            }

            /// Adds a header to this call. Those that the client itself sets are refused.
            pub fn with_header(
                self,
                name: impl ::std::convert::AsRef<str>,
                value: impl ::std::fmt::Display,
            ) -> Self {
                Self(self.0.with_header(name, value))
            }

            /// Sets when this call is sent again, instead of the client's rule.
            pub fn with_retry(self, retry: $crate::runtime::Retry) -> Self {
                Self(self.0.with_retry(retry))
            }
        }
    };
}
#[allow(
    unused_imports,
    reason = "which macros are used depends on the document"
)]
pub(crate) use request_options;

/// Gives the request of an operation its methods: `operation!(FetchPolicy -> Policy);`
///
/// Where nothing is returned it is `-> ()`, for a body that is not JSON `-> [u8]`, for a body that
/// can be missing `-> Option<Policy>`, and for the URL of a redirection `-> location`.
#[allow(
    unused_macros,
    reason = "which macros are used depends on the document"
)]
macro_rules! operation {
    ($name:ident -> ()) => {
        $crate::runtime::operation!(@methods $name, (), map discard);
    };
    ($name:ident -> [u8]) => {
        $crate::runtime::operation!(@methods $name, ::std::vec::Vec<u8>, map into_bytes);
    };
    ($name:ident -> location) => {
        $crate::runtime::operation!(@methods $name, ::std::string::String, and_then location);
    };
    ($name:ident -> Option<$output:ty>) => {
        $crate::runtime::operation!(
            @methods $name, ::std::option::Option<$output>, and_then decode_optional
        );
    };
    ($name:ident -> $output:ty) => {
        $crate::runtime::operation!(@methods $name, $output, and_then decode);
    };
    (@methods $name:ident, $output:ty, $then:ident $decode:ident) => {
        $crate::runtime::request_options!($name);

        impl $name {
            /// Sends the request and returns what it is answered with. It can be sent again.
            ///
            /// # Errors
            ///
            /// `Error::InvalidInput` before anything is sent, `Error::Transport` where no complete
            /// response arrives, `Error::Api` for every status that is no success, and
            /// `Error::Decode` where the body is not what this operation returns.
            pub async fn send(
                &self,
                client: &$crate::runtime::Client,
            ) -> ::std::result::Result<$output, $crate::runtime::Error> {
                self.send_with_response(client)
                    .await
                    .map(|response| response.value)
            }

            /// Sends the request, and returns also status, headers, request id and attempts.
            ///
            /// # Errors
            ///
            /// Those of `send`.
            pub async fn send_with_response(
                &self,
                client: &$crate::runtime::Client,
            ) -> ::std::result::Result<$crate::runtime::Response<$output>, $crate::runtime::Error>
            {
                client
                    .execute(&self.0)
                    .await
                    .$then($crate::runtime::RawResponse::$decode)
            }
        }
    };
}
#[allow(
    unused_imports,
    reason = "which macros are used depends on the document"
)]
pub(crate) use operation;

/// Gives the request of a list its methods: `list_operation!(ListPolicy -> Policy, "results");`
/// with the type of one item and the member of the page that holds the items. A page of another
/// layout says so: `"calls".flat()`, `"items".token("pageToken")`.
#[allow(
    unused_macros,
    reason = "which macros are used depends on the document"
)]
macro_rules! list_operation {
    ($name:ident -> $item:ty, $key:literal $(.$layout:ident($($parameter:literal)?))*) => {
        $crate::runtime::request_options!($name);

        impl $name {
            /// Sends the request and returns one page. It can be sent again.
            ///
            /// # Errors
            ///
            /// `Error::InvalidInput` before anything is sent, `Error::Transport` where no complete
            /// response arrives, `Error::Api` for every status but 2xx, and `Error::Decode` where
            /// the body is not a page of this list.
            pub async fn send(
                &self,
                client: &$crate::runtime::Client,
            ) -> ::std::result::Result<$crate::runtime::Page<$item>, $crate::runtime::Error> {
                self.send_with_response(client)
                    .await
                    .map(|response| response.value)
            }

            /// Sends the request, and returns also status, headers, request id and attempts.
            ///
            /// # Errors
            ///
            /// Those of `send`.
            pub async fn send_with_response(
                &self,
                client: &$crate::runtime::Client,
            ) -> ::std::result::Result<
                $crate::runtime::Response<$crate::runtime::Page<$item>>,
                $crate::runtime::Error,
            > {
                client.execute(&self.0).await?.decode_page(
                    $crate::runtime::Envelope::new($key)$(.$layout($($parameter)?))*,
                )
            }

            /// Returns the pages of the list, each fetched when it is asked for.
            #[must_use]
            pub fn pages(&self, client: &$crate::runtime::Client) -> $crate::runtime::Pages<$item> {
                $crate::runtime::Pages::new(
                    client,
                    &self.0,
                    $crate::runtime::Envelope::new($key)$(.$layout($($parameter)?))*,
                )
            }

            /// Returns the items of the list, with their pages fetched as they are needed.
            #[must_use]
            pub fn stream(
                &self,
                client: &$crate::runtime::Client,
            ) -> $crate::runtime::ItemStream<$item> {
                $crate::runtime::ItemStream::new(self.pages(client))
            }

            /// Starts at a page of this list whose URL was kept: a `next_page_url`, or what
            /// `resume_url` gave. That URL holds all filters, so those of this request are not sent.
            pub fn at(self, page_url: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self(self.0.at(page_url))
            }
        }
    };
}
#[allow(
    unused_imports,
    reason = "which macros are used depends on the document"
)]
pub(crate) use list_operation;
