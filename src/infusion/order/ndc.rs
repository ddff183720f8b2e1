//! National drug codes.

/// Why a national drug code cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NdcError {
    /// Ten digits without hyphens: three different eleven-digit codes may be meant.
    #[error("ten digits without hyphens may mean three different drugs: give the hyphens of the package")]
    Ambiguous,
    /// Not 4-4-2, 5-3-2, 5-4-1 or 5-4-2 digits with hyphens, nor eleven digits without.
    #[error("neither eleven digits nor 4-4-2, 5-3-2, 5-4-1 or 5-4-2 digits with hyphens")]
    Shape,
}

/// The eleven digits (5-4-2, no hyphens) of a national drug code as the package shows it.
///
/// The short part of a ten-digit code takes a leading zero; which part is the short one, only the hyphens tell.
///
/// ```
/// use x12_278::infusion::{NdcError, ndc_11};
/// assert_eq!(ndc_11("57894-030-01"), Ok("57894003001".to_owned()));
/// assert_eq!(ndc_11("5789403001"), Err(NdcError::Ambiguous));
/// ```
///
/// # Errors
/// [`NdcError`].
pub fn ndc_11(text: &str) -> Result<String, NdcError> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [plain] if digits(plain) && plain.len() == 11 => Ok((*plain).to_owned()),
        [plain] if digits(plain) && plain.len() == 10 => Err(NdcError::Ambiguous),
        [labeler, product, package] if digits(labeler) && digits(product) && digits(package) => {
            match (labeler.len(), product.len(), package.len()) {
                (4, 4, 2) | (5, 3, 2) | (5, 4, 1 | 2) => Ok(format!("{labeler:0>5}{product:0>4}{package:0>2}")),
                _ => Err(NdcError::Shape),
            }
        }
        _ => Err(NdcError::Shape),
    }
}
