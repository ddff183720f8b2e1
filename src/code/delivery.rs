//! How much of a service, how often and when: HSD, and the units of CR1, SV1 and SV2.

code_list! {
    /// What is counted: visits, days, hours (data element 673: HSD01).
    pub struct QuantityQualifier = "673" {
        DAYS = "DY", "days";
        UNITS = "FL", "units";
        HOURS = "HS", "hours";
        MONTHS = "MN", "months";
        VISITS = "VS", "visits";
    }
}

code_list! {
    /// The unit of a quantity, a weight, a distance or a frequency (data element 355: HSD03, SV103, SV204, CR105; in
    /// requests also CR101).
    pub struct Unit = "355" {
        DAYS = "DA", "days";
        MILES = "DH", "miles";
        KILOMETERS = "DK", "kilometers";
        INTERNATIONAL_UNITS = "F2", "international units";
        KILOGRAMS = "KG", "kilograms";
        POUNDS = "LB", "pounds";
        MINUTES = "MJ", "minutes";
        MONTHS = "MO", "months";
        UNITS = "UN", "units";
        WEEKS = "WK", "weeks";
    }
}

code_list! {
    /// The period over which the quantity counts, such as a day, a week or an episode (data element 615: HSD05).
    pub struct TimePeriod = "615" {
        HOUR = "6", "hour";
        DAY = "7", "day";
        YEAR = "21", "year";
        EPISODE = "26", "episode";
        VISIT = "27", "visit";
        REMAINING = "29", "remaining";
        MONTH = "34", "month";
        WEEK = "35", "week";
    }
}

code_list! {
    /// On which days the service is given (data element 678: HSD07).
    pub struct DeliveryPattern = "678" {
        FIRST_WEEK_OF_THE_MONTH = "1", "1st week of the month";
        SECOND_WEEK_OF_THE_MONTH = "2", "2nd week of the month";
        THIRD_WEEK_OF_THE_MONTH = "3", "3rd week of the month";
        FOURTH_WEEK_OF_THE_MONTH = "4", "4th week of the month";
        FIFTH_WEEK_OF_THE_MONTH = "5", "5th week of the month";
        FIRST_AND_THIRD_WEEKS_OF_THE_MONTH = "6", "1st and 3rd weeks of the month";
        SECOND_AND_FOURTH_WEEKS_OF_THE_MONTH = "7", "2nd and 4th weeks of the month";
        FIRST_WORKING_DAY_OF_PERIOD = "8", "1st working day of the period";
        LAST_WORKING_DAY_OF_PERIOD = "9", "last working day of the period";
        MONDAY_THROUGH_FRIDAY = "A", "Monday through Friday";
        MONDAY_THROUGH_SATURDAY = "B", "Monday through Saturday";
        MONDAY_THROUGH_SUNDAY = "C", "Monday through Sunday";
        MONDAY = "D", "Monday";
        TUESDAY = "E", "Tuesday";
        WEDNESDAY = "F", "Wednesday";
        THURSDAY = "G", "Thursday";
        FRIDAY = "H", "Friday";
        SATURDAY = "J", "Saturday";
        SUNDAY = "K", "Sunday";
        MONDAY_THROUGH_THURSDAY = "L", "Monday through Thursday";
        IMMEDIATELY = "M", "immediately";
        AS_DIRECTED = "N", "as directed";
        DAILY_MONDAY_THROUGH_FRIDAY = "O", "daily, Monday through Friday";
        HALF_MONDAY_HALF_THURSDAY = "P", "half on Monday, half on Thursday";
        HALF_TUESDAY_HALF_THURSDAY = "Q", "half on Tuesday, half on Thursday";
        HALF_WEDNESDAY_HALF_FRIDAY = "R", "half on Wednesday, half on Friday";
        ONCE_ANY_TIME_MONDAY_THROUGH_FRIDAY = "S", "once, any time Monday through Friday";
        SUNDAY_MONDAY_THURSDAY_FRIDAY_SATURDAY = "SA", "Sunday, Monday, Thursday, Friday and Saturday";
        TUESDAY_THROUGH_SATURDAY = "SB", "Tuesday through Saturday";
        SUNDAY_WEDNESDAY_THURSDAY_FRIDAY_SATURDAY = "SC", "Sunday, Wednesday, Thursday, Friday and Saturday";
        MONDAY_WEDNESDAY_THURSDAY_FRIDAY_SATURDAY = "SD", "Monday, Wednesday, Thursday, Friday and Saturday";
        TUESDAY_THROUGH_FRIDAY = "SG", "Tuesday through Friday";
        MONDAY_TUESDAY_THURSDAY = "SL", "Monday, Tuesday and Thursday";
        MONDAY_TUESDAY_FRIDAY = "SP", "Monday, Tuesday and Friday";
        WEDNESDAY_THURSDAY = "SX", "Wednesday and Thursday";
        MONDAY_WEDNESDAY_THURSDAY = "SY", "Monday, Wednesday and Thursday";
        TUESDAY_THURSDAY_FRIDAY = "SZ", "Tuesday, Thursday and Friday";
        HALF_TUESDAY_HALF_FRIDAY = "T", "half on Tuesday, half on Friday";
        HALF_MONDAY_HALF_WEDNESDAY = "U", "half on Monday, half on Wednesday";
        THIRD_EACH_MONDAY_WEDNESDAY_FRIDAY = "V", "one third each on Monday, Wednesday and Friday";
        WHENEVER_NECESSARY = "W", "whenever necessary";
        WEEKEND = "WE", "weekend";
        HALF_BY_WEDNESDAY_REST_BY_FRIDAY = "X", "half by Wednesday, the rest by Friday";
        NONE = "Y", "none, or cancels an earlier pattern";
    }
}

code_list! {
    /// At what time of the day the service is given (data element 679: HSD08).
    pub struct DeliveryTime = "679" {
        FIRST_SHIFT = "A", "1st shift";
        SECOND_SHIFT = "B", "2nd shift";
        THIRD_SHIFT = "C", "3rd shift";
        MORNING = "D", "morning";
        AFTERNOON = "E", "afternoon";
        AS_DIRECTED = "F", "as directed";
        ANY_SHIFT = "G", "any shift";
        NONE = "Y", "none, or cancels an earlier pattern";
    }
}
