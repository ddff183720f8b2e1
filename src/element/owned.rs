//! From borrowed to owned.

/// Turns a value that borrows from the input into one that owns everything.
pub trait IntoOwned {
    /// The same value with the lifetime `'static`.
    type Owned;

    /// Copies what is borrowed; moves what is owned.
    fn into_owned(self) -> Self::Owned;
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}

impl<T: IntoOwned> IntoOwned for Box<T> {
    type Owned = Box<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        Box::new((*self).into_owned())
    }
}

/// Types that own everything already.
macro_rules! owned_already {
    ($($type:ty),*) => {$(
        impl $crate::element::IntoOwned for $type {
            type Owned = Self;
            fn into_owned(self) -> Self { self }
        }
    )*};
}
pub(crate) use owned_already;

owned_already!(super::Word, super::Date, super::Time);
