import type { ExpenseCategory } from "@alphas/domain/expenses/words"

/** Where money was spent: what for, from how much to how much in major units, with which tax. */
export interface Supplier {
  name: string
  category: ExpenseCategory
  for: readonly string[]
  from: number
  to: number
  percent: "19" | "7" | "0"
}

const of = (
  category: ExpenseCategory,
  name: string,
  [from, to]: readonly [number, number],
  percent: Supplier["percent"],
  ...reasons: string[]
): Supplier => ({ name, category, for: reasons, from, to, percent })

export const suppliers: readonly Supplier[] = [
  of("travel", "Deutsche Bahn", [19, 240], "7", "Train to the kick-off", "Train to the client and back"),
  of("travel", "City Taxi", [12, 68], "7", "Taxi to the shoot", "Taxi from the station"),
  of("travel", "Nordwind Airlines", [120, 620], "19", "Flight to the client's headquarters"),
  of("travel", "Share Now", [14, 75], "19", "Car for the location scouting"),
  of(
    "accommodation",
    "Hotel am Hafen",
    [98, 420],
    "7",
    "Two nights at the trade fair",
    "Night before the shoot",
  ),
  of("meals", "Trattoria Lucia", [38, 190], "19", "Lunch with the client", "Dinner after the presentation"),
  of("meals", "Frische Küche Catering", [90, 640], "7", "Catering for the workshop", "Catering on set"),
  of(
    "media",
    "Stellarboard Ads",
    [150, 2_400],
    "19",
    "Test of the ad variants",
    "Boosted posts for the launch",
  ),
  of("media", "Podcast Network", [300, 1_800], "19", "Two host-read spots"),
  of("production", "Lichtblick Studio", [220, 2_600], "19", "Studio for the product shots", "Colour grading"),
  of("production", "Requisite & Co.", [45, 480], "19", "Props for the shoot"),
  of("freelancers", "Mara Voss Illustration", [280, 2_200], "19", "Illustrations for the landing page"),
  of("freelancers", "Jonas Keller Text", [180, 1_400], "19", "Copy for the newsletter series"),
  of("software", "Pixelshop", [22, 160], "19", "Fonts for the brand refresh", "Stock photos"),
  of("software", "Sitescope", [49, 240], "19", "Crawl of the client's site"),
  of("printing", "Druckhaus Mitte", [85, 1_900], "19", "Flyers for the event", "Posters, 200 pieces"),
  of("equipment", "Foto Bergmann", [60, 890], "19", "Memory cards and a tripod"),
  of("training", "Online Akademie", [120, 780], "0", "Course on accessibility"),
  of("office", "Papier Lange", [9, 120], "19", "Markers and moderation cards"),
  of("other", "Kurier Blitz", [14, 90], "19", "Courier to the client"),
]

/** Suppliers of what the agency spends on itself. */
export const internalCategories: readonly ExpenseCategory[] = [
  ...(["office", "software", "training", "travel", "meals"] as const),
]

export const rejections: readonly string[] = [
  "The receipt is missing. Please add it and submit again.",
  "This belongs on the other campaign of the client.",
  "Please split the private part off.",
]
