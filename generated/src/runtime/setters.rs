//! Setters of the structs that callers make. Emitted code calls this macro beside such a struct.

/// Gives a struct a setter for each field that may be empty:
/// `setters!(Address { zip => zip: String, r#type => r#type: Kind });`.
#[allow(unused_macros, reason = "whether it is used depends on the document")]
macro_rules! setters {
    ($name:ident { $($method:ident => $field:ident: $ty:ty),* $(,)? }) => {
        impl $name {
            $(
                #[doc = ::std::concat!("Sets `", ::std::stringify!($field), "`.")]
                #[must_use]
                #[allow(deprecated)]
                pub fn $method(mut self, value: impl ::std::convert::Into<$ty>) -> Self {
                    self.$field = ::std::option::Option::Some(::std::convert::Into::into(value));
                    self
                }
            )*
        }
    };
}
#[allow(unused_imports, reason = "whether it is used depends on the document")]
pub(crate) use setters;
