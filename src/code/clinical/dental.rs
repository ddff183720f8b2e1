//! Dental care: SV3 and TOO.

code_list! {
    /// The part of the mouth that is treated (data element 1361 with external list 135: SV304-1 to SV304-5).
    pub struct OralCavity = "1361", list "135" {
        ENTIRE_ORAL_CAVITY = "00", "entire oral cavity";
        MAXILLARY_ARCH = "01", "maxillary arch";
        MANDIBULAR_ARCH = "02", "mandibular arch";
        UPPER_RIGHT_QUADRANT = "10", "upper right quadrant";
        UPPER_LEFT_QUADRANT = "20", "upper left quadrant";
        LOWER_LEFT_QUADRANT = "30", "lower left quadrant";
        LOWER_RIGHT_QUADRANT = "40", "lower right quadrant";
        LEFT = "L", "left";
        RIGHT = "R", "right";
    }
}

code_list! {
    /// Whether a prosthesis, crown or inlay is the first or replaces another (data element 1358: SV305).
    pub struct ProsthesisStatus = "1358" {
        INITIAL_PLACEMENT = "I", "initial placement";
        REPLACEMENT = "R", "replacement";
    }
}

code_list! {
    /// The surface of the tooth that is treated (data element 1369: TOO03-1 to TOO03-5).
    pub struct ToothSurface = "1369" {
        BUCCAL = "B", "buccal";
        DISTAL = "D", "distal";
        FACIAL = "F", "facial";
        INCISAL = "I", "incisal";
        LINGUAL = "L", "lingual";
        MESIAL = "M", "mesial";
        OCCLUSAL = "O", "occlusal";
    }
}
