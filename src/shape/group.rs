//! Small groups of neighbouring elements that come several times, as structs.

/// Declares a group of neighbouring elements (or components) that a [`Run`](crate::element::Run) repeats.
macro_rules! group {
    ($(#[$meta:meta])* pub struct $name:ident<$lt:lifetime> {
        $($(#[$field_meta:meta])* $offset:literal $field:ident: $type:ty;)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
        pub struct $name<$lt> {
            $($(#[$field_meta])*
            #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
            pub $field: Option<$type>,)*
        }

        impl<$lt> crate::element::Item<$lt> for $name<$lt> {
            const WIDTH: usize = [$(stringify!($field),)*].len();

            fn read(
                parts: &crate::element::Parts<$lt, '_>,
                position: usize,
                extra: &mut crate::element::Extra<$lt>,
            ) -> Option<Self> {
                let group = Self { $($field: crate::element::Slot::read(parts, position + $offset, extra),)* };
                let absent = true $(&& group.$field.is_none())*;
                (!absent).then_some(group)
            }

            fn write(&self, position: usize, out: &mut crate::element::Out<'_>) {
                $(crate::element::Slot::write(&self.$field, position + $offset, out);)*
            }
        }

        impl<$lt> crate::element::IntoOwned for $name<$lt> {
            type Owned = $name<'static>;
            fn into_owned(self) -> $name<'static> {
                $name { $($field: self.$field.into_owned(),)* }
            }
        }
    };
}
pub(crate) use group;
