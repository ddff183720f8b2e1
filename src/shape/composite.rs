//! Composites as structs.

/// Declares a composite: its id, and for each field the designator of its first component, its name and its type.
/// One that holds only words takes no lifetime.
macro_rules! composite {
    ($(#[$meta:meta])* pub struct $name:ident<$lt:lifetime> = $id:literal $fields:tt) => {
        $crate::shape::composite! { @ [<$lt>] [<'static>] $(#[$meta])* $name = $id $fields }
    };
    ($(#[$meta:meta])* pub struct $name:ident = $id:literal $fields:tt) => {
        $crate::shape::composite! { @ [] [] $(#[$meta])* $name = $id $fields }
    };
    (@ [$($borrowed:tt)*] [$($owned:tt)*] $(#[$meta:meta])* $name:ident = $id:literal {
        $($(#[$field_meta:meta])* $designator:literal $field:ident: $type:ty;)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
        #[doc(alias = $id)]
        pub struct $name $($borrowed)* {
            $($(#[$field_meta])* #[doc(alias = $designator)]
            #[cfg_attr(feature = "serde", serde(skip_serializing_if = "crate::element::Slot::is_absent"))]
            pub $field: $type,)*
        }

        impl<'a> crate::shape::Composite for $name $($borrowed)* {
            const ID: &'static str = $id;
            const FIELDS: &'static [crate::shape::Field] = &[$(crate::shape::Field {
                designator: $designator,
                name: stringify!($field),
                width: <$type as crate::element::Slot<'_>>::WIDTH,
            },)*];
        }

        impl<'a> crate::element::Element<'a> for $name $($borrowed)* {
            const COMPOSITE: bool = true;

            fn read(
                text: &'a str,
                spot: crate::element::Spot,
                delimiters: crate::syntax::Delimiters,
                extra: &mut crate::element::Extra<'a>,
            ) -> Option<Self> {
                let used = const { crate::shape::used(<$name $($owned)* as crate::shape::Composite>::FIELDS, $id) };
                let value = crate::element::read_composite(text, spot, delimiters, extra, used, |components, extra| Self {
                    $($field: crate::element::Slot::read(components, const { crate::shape::position($designator, $id) }, extra),)*
                });
                let absent = true $(&& crate::element::Slot::is_absent(&value.$field))*;
                (!absent).then_some(value)
            }

            fn write(&self, position: usize, out: &mut crate::element::Out<'_>) {
                out.composite(position, |out| {
                    $(crate::element::Slot::write(&self.$field, const { crate::shape::position($designator, $id) }, out);)*
                });
            }
        }

        impl<'a> crate::element::IntoOwned for $name $($borrowed)* {
            type Owned = $name $($owned)*;
            fn into_owned(self) -> Self::Owned {
                $name { $($field: crate::element::IntoOwned::into_owned(self.$field),)* }
            }
        }
    };
}
pub(crate) use composite;
