/** What an agency writes on the folder of a client. */
export const tags = [
  "retainer",
  "key account",
  "b2b",
  "b2c",
  "seo",
  "paid social",
  "print",
  "newsletter",
  "rebrand",
  "trade fair",
  "video",
  "influencer",
  "web shop",
  "employer branding",
  "referral",
  "pitch won",
  "seasonal",
  "packaging",
  "out of home",
  "podcast",
] as const

/** What it notes down: a habit, a plan, a history. A client has one to three of these. */
export const habits = [
  "Prefers a call to an email, before ten in the morning.",
  "Everything in writing, please: their legal department reads along.",
  "Approves drafts within a day if they come as a PDF.",
  "Meetings in person at their office, first Tuesday of the month.",
  "Decisions are made by the family council, so allow two weeks.",
  "Invoices need the purchase order number, or they come back.",
  "Speaks English, but send texts for print in the local language.",
  "Out of office for the whole of August.",
  "Their brand manual is strict about the logo: read it before the first draft.",
  "Likes to see three routes, never two.",
] as const

export const plans = [
  "Budget for next year is decided in October.",
  "New site goes live in spring; photography is booked.",
  "Wants to try short video this autumn, small budget first.",
  "Considering a second location, which would need a launch campaign.",
  "Trade fair stand in March is the most important date of their year.",
  "Asked for a proposal on employer branding; they find no apprentices.",
  "Contract runs until the end of the year and renews by itself.",
  "Looking at a rebrand for their anniversary.",
  "Would like one dashboard for all channels instead of five reports.",
  "Seasonal business: campaigns run from April to September only.",
] as const

export const histories = [
  "Came to us through a recommendation of their tax adviser.",
  "Was with a larger agency for six years and felt lost there.",
  "We met them at a talk at the chamber of commerce.",
  "Won in a pitch against two others; they liked the print work.",
  "First project was a single flyer, since then a little more every year.",
  "Found us through a search for an agency in their own trade.",
  "The founder's daughter has taken over and wants to do things differently.",
  "Paused once during the renovation and came back.",
] as const
