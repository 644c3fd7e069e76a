import type { KindName } from "./campaign-kind"
import type { Industry } from "./language"

/** What campaigns are called in a language: `*` stands for what they are about, `{t}` for season and year. */
export interface CampaignWords {
  /** Winter, spring, summer, autumn. */
  seasons: readonly [string, string, string, string]
  names: Record<KindName, readonly string[]>
  about: Record<Industry, readonly string[]>
}

const german: CampaignWords = {
  seasons: ["Winter", "Frühjahr", "Sommer", "Herbst"],
  names: {
    brand: ["*: Markenkampagne {t}", "Imagekampagne „*“ {t}"],
    launch: ["Markteinführung „*“ {t}", "Launch *, {t}"],
    search: ["*: Google Ads {t}", "Suchkampagne „*“ {t}"],
    social: ["*: Social Ads {t}", "„*“ auf Instagram, {t}"],
    content: ["*: Content und SEO {t}", "Ratgeberreihe „*“ {t}"],
    newsletter: ["Newsletter „*“ {t}", "*: Mailing {t}"],
    print: ["*: Plakate {t}", "Anzeigen und Plakate „*“ {t}"],
    event: ["Messeauftritt {t}: *", "Fachmesse {t}, „*“"],
    website: ["Landingpage „*“ {t}", "Relaunch {t}: *"],
    video: ["Film „*“ {t}", "*: Spots {t}"],
  },
  about: {
    Automotive: ["Probefahrtwochen", "Werkstattservice", "Elektromodelle"],
    Construction: ["Vom Plan zum Haus", "Sanieren statt bauen", "Azubis gesucht"],
    "Consumer goods": ["Neue Pflegeserie", "Nachfüllen", "Geschenksets"],
    Education: ["Abendkurse", "Tag der offenen Tür", "Neuer Jahrgang"],
    Energy: ["Sonne aufs Dach", "Wärme ohne Gas", "Förderung sichern"],
    Fashion: ["Neue Kollektion", "Lieblingsstrick", "Wolle aus der Region"],
    Finance: ["Gut vorgesorgt", "Sparplan", "Nachfolge planen"],
    "Food and drink": ["Alkoholfrei", "Aus der Region", "Neue Sorten"],
    Health: ["Vorsorge", "Neue Räume", "Sprechstunde"],
    Hospitality: ["Kurzurlaub", "Tagen auf dem Land", "Regionale Küche"],
    Logistics: ["Fahrer gesucht", "Lückenlos kühl", "Klimaneutral liefern"],
    Manufacturing: ["Neue Baureihe", "Ersatzteile über Nacht", "Ausbildung"],
    Media: ["Neuerscheinungen", "Kinostart", "Abo-Aktion"],
    "Non-profit": ["Spendenaufruf", "Ehrenamt", "Jubiläum"],
    "Professional services": ["Karriere", "Digitale Beratung", "Mandantenabend"],
    "Public sector": ["Neue Spielzeit", "Lesereihe", "Familiensonntag"],
    "Real estate": ["Quartier am Park", "Eigentumswohnungen", "Verkaufen mit uns"],
    Retail: ["Neueröffnung", "Kundenkarte", "Heute bestellt"],
    Software: ["Umzug in die Cloud", "Neue Version", "Kundengeschichten"],
    Sports: ["Elektroräder", "Vereinsaktion", "Laufwochen"],
    Telecoms: ["Glasfaser", "Geschäftskunden", "Schnell zu Hause"],
    Travel: ["Frühbucher", "Städtereisen", "Wandern"],
  },
}

const english: CampaignWords = {
  seasons: ["Winter", "Spring", "Summer", "Autumn"],
  names: {
    brand: ["*: brand campaign, {t}", "{t} brand campaign: *"],
    launch: ["* launch, {t}", "{t} launch: *"],
    search: ["*: paid search, {t}", "{t} search campaign: *"],
    social: ["*: paid social, {t}", "* on Instagram, {t}"],
    content: ["*: content and SEO, {t}", "{t} article series: *"],
    newsletter: ["{t} newsletter: *", "*: mailing, {t}"],
    print: ["*: posters, {t}", "{t} out of home: *"],
    event: ["{t} trade show: *", "*: stand at the {t} fair"],
    website: ["Landing page: *, {t}", "{t} site relaunch: *"],
    video: ["*: the film, {t}", "{t} spots: *"],
  },
  about: {
    Automotive: ["Test drive weeks", "Service and MOT", "Going electric"],
    Construction: ["Build your own", "Renovate first", "Apprentices wanted"],
    "Consumer goods": ["Refill and save", "Gift sets", "New range"],
    Education: ["Evening classes", "Open day", "New intake"],
    Energy: ["Solar on every roof", "Heat without gas", "Community wind"],
    Fashion: ["New collection", "Made to measure", "British wool"],
    Finance: ["Retire well", "First investment", "Passing it on"],
    "Food and drink": ["Alcohol-free", "Local and seasonal", "New flavours"],
    Health: ["Check-ups", "New practice", "Straight teeth"],
    Hospitality: ["Short breaks", "Sunday lunch", "Weddings"],
    Logistics: ["Drivers wanted", "Cold all the way", "Carbon-neutral delivery"],
    Manufacturing: ["New series", "Spare parts overnight", "Apprenticeships"],
    Media: ["New titles", "In cinemas", "Subscribe and save"],
    "Non-profit": ["Annual appeal", "Volunteers", "Anniversary"],
    "Professional services": ["Careers", "Advice online", "Client evening"],
    "Public sector": ["New season", "Family Sundays", "Readings"],
    "Real estate": ["Homes by the river", "Sell with us", "First-time buyers"],
    Retail: ["Grand opening", "Loyalty card", "Click and collect"],
    Software: ["Move to the cloud", "Version five", "Customer stories"],
    Sports: ["E-bikes", "Club offers", "Marathon weeks"],
    Telecoms: ["Full fibre", "Business lines", "Fast at home"],
    Travel: ["Early birds", "City breaks", "Walking holidays"],
  },
}

const french: CampaignWords = {
  seasons: ["hiver", "printemps", "été", "automne"],
  names: {
    brand: ["Campagne de marque « * », {t}", "* : campagne d’image, {t}"],
    launch: ["Lancement « * », {t}", "* : mise sur le marché, {t}"],
    search: ["* : Google Ads, {t}", "Référencement payant « * », {t}"],
    social: ["* : réseaux sociaux, {t}", "« * » sur Instagram, {t}"],
    content: ["* : contenus et SEO, {t}", "Série d’articles « * », {t}"],
    newsletter: ["Lettre d’information « * », {t}", "* : emailing, {t}"],
    print: ["* : affichage, {t}", "Affiches et annonces « * », {t}"],
    event: ["Salon, {t} : *", "Stand « * », {t}"],
    website: ["Mini-site « * », {t}", "Refonte du site, {t} : *"],
    video: ["Film « * », {t}", "* : spots, {t}"],
  },
  about: {
    Automotive: ["Essais gratuits", "Entretien", "Passez à l’électrique"],
    Construction: ["Bâtir en bois", "Rénover", "Apprentis recherchés"],
    "Consumer goods": ["Nouvelle gamme", "Recharges", "Coffrets"],
    Education: ["Cours du soir", "Portes ouvertes", "La rentrée"],
    Energy: ["Le soleil sur le toit", "Se chauffer sans gaz", "Aides de l’État"],
    Fashion: ["Nouvelle collection", "Sur mesure", "Laine de pays"],
    Finance: ["Bien préparer sa retraite", "Premier placement", "Transmettre"],
    "Food and drink": ["Sans alcool", "Du terroir", "Nouvelles recettes"],
    Health: ["Prévention", "Nouveaux locaux", "Bilan annuel"],
    Hospitality: ["Week-ends", "Séminaires au vert", "Cuisine de saison"],
    Logistics: ["Chauffeurs recherchés", "Chaîne du froid", "Livrer sans carbone"],
    Manufacturing: ["Nouvelle série", "Pièces en un jour", "Apprentissage"],
    Media: ["Nouveautés", "Au cinéma", "Abonnements"],
    "Non-profit": ["Appel aux dons", "Bénévoles", "Anniversaire"],
    "Professional services": ["Recrutement", "Le conseil en ligne", "Soirée clients"],
    "Public sector": ["Nouvelle saison", "Lectures", "Dimanches en famille"],
    "Real estate": ["Le quartier du parc", "Premier achat", "Vendre avec nous"],
    Retail: ["Ouverture", "Carte de fidélité", "Commandé ce matin"],
    Software: ["Passage au nuage", "Nouvelle version", "Ils témoignent"],
    Sports: ["Vélos électriques", "Offres aux clubs", "Semaines de course"],
    Telecoms: ["La fibre", "Offres pro", "Vite chez soi"],
    Travel: ["Réservez tôt", "Escapades", "Randonnées"],
  },
}

const byCountry: Record<string, CampaignWords> = { DE: german, FR: french }

/** The words of the language that is spoken in a country. */
export const campaignWords = (country: string): CampaignWords => byCountry[country] ?? english

/** `Frühjahr 2026` for a day in March 2026. */
export function seasonOf({ seasons }: CampaignWords, day: string): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))]
  return `${seasons[Math.floor((month % 12) / 3)]} ${year}`
}
