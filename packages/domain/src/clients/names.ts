/** Letters that Unicode does not take apart although readers see a plain letter in them. */
export const plainLetters: readonly (readonly [string, string])[] = [
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["ł", "l"],
  ["đ", "d"],
  ["ð", "d"],
  ["þ", "th"],
  ["ı", "i"],
  ["ς", "σ"],
]

/** Signs inside a word: `O'Neill`, `S.A.`, `Acme™`, and what is invisible. */
export const signsWithinWords = "'’‘‛`´.\"“”„‟«»‹›®™©*\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
/** Signs between words. */
export const signsBetweenWords = " \t\n\v\f\r\u1680\u2028\u2029!#$%&()+,/:;<=>?@[\\]^_{|}~-‐‑‒–—―·•…¿¡§¦"

const oneOf = (signs: string) => `[${signs.replace(/[\\\]^[-]/g, "\\$&")}]`
const withinWords = new RegExp(oneOf(signsWithinWords), "g")
const betweenWords = new RegExp(`${oneOf(signsBetweenWords)}+`, "g")

/**
 * What a company is, in the words that its register appends to the name. Several words where signs within them fall
 * apart: `A/S`, `Sp. z o.o.`, `S.A. de C.V.`.
 */
export const legalForms: readonly string[] = `
  gmbh, mbh, ggmbh, gesmbh, ag, kg, kgaa, cokg, ohg, gbr, ek, ev, eg, ug, haftungsbeschrankt, se, partg, partgmbb, mbb,
  ltd, limited, private limited, llc, llp, lp, plc, inc, incorporated, corp, corporation, co, company, pty, pte, pvt,
  sdn bhd, bhd, cic, sa, sarl, sas, sasu, eurl, snc, scop, sci, sprl, bvba, bv, nv, vof, cv, srl, srls, spa, sapa,
  sl, slu, sau, slne, lda, ltda, sa de cv, de cv, s de rl, ab, as, a s, asa, aps, ivs, oy, oyj, ehf, hf,
  sp z oo, sp k, sp j, sro, spol s ro, doo, dd, kft, zrt, nyrt, ood, eood, ooo, zao, kk, gk`
  .trim()
  .split(/,\s+/)
const forms: ReadonlySet<string> = new Set(legalForms)
const longestForm = 3

/** Words that join the parts of a name and say nothing. */
export const joiningWords: readonly string[] = ["and", "und", "et", "y", "og", "och"]

/**
 * What remains of a company's name for comparing: lower case without diacritics, punctuation and legal forms, its
 * words parted by one space. `"Müller & Söhne GmbH"` and `"MULLER und SOHNE"` are both `"muller sohne"`.
 *
 * A name that is nothing but such signs stays as it is, so that two different ones do not look the same. The database
 * keeps the same key in `clients.name_key`, by the function `client_name_key` of the migrations; a test holds them
 * together.
 */
export function nameKey(name: string): string {
  let plain = name
    .replace(withinWords, "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
  for (const [letter, instead] of plainLetters) plain = plain.replaceAll(letter, instead)
  const words = plain.replace(withinWords, "").replace(betweenWords, " ").trim().split(" ")
  if (words[0] === "")
    return name
      .normalize("NFKC")
      .toLowerCase()
      .replace(/^ +| +$/g, "")
  const last = words.length - 1
  const saying = words.filter((word, at) => at === 0 || at === last || !joiningWords.includes(word))
  const bare = withoutForms(saying)
  return (bare.length === 0 ? saying : bare).join(" ")
}

function withoutForms(words: readonly string[]): string[] {
  let left = [...words]
  for (;;) {
    const length = [longestForm, 2, 1].find(
      (count) => forms.has(left.slice(-count).join(" ")) && left.length >= count,
    )
    if (length === undefined) return left
    left = left.slice(0, -length)
  }
}

/** Where everybody has an email address: that two people share such a domain says nothing. */
const freeMailDomains: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.de hotmail.fr hotmail.co.uk live.com
  live.de live.fr msn.com yahoo.com yahoo.de yahoo.fr yahoo.co.uk ymail.com icloud.com me.com mac.com aol.com aol.de
  gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de arcor.de online.de email.de posteo.de mailbox.org
  proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.io fastmail.com hey.com zoho.com email.com email.com
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bluewin.ch libero.it virgilio.it tiscali.it alice.it
  btinternet.com sky.com virginmedia.com comcast.net verizon.net att.net sbcglobal.net shaw.ca rogers.com bigpond.com
  telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl xs4all.nl wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz
  email.ru yandex.ru yandex.com bk.ru inbox.ru list.ru rambler.ru ukr.net qq.com 163.com 126.com sina.com naver.com
  hanmail.net daum.net rediffmail.com uol.com.br bol.com.br terra.com.br`.split(/\s+/),
)

/** Where many companies have a page of their own: an address there is nobody's own domain. */
const sharedSites: ReadonlySet<string> = new Set(
  `facebook.com m.facebook.com instagram.com linkedin.com de.linkedin.com fr.linkedin.com xing.com twitter.com x.com
  youtube.com tiktok.com pinterest.com linktr.ee google.com sites.google.com maps.google.com goo.gl bit.ly github.com
  etsy.com ebay.com ebay.de amazon.com amazon.de yelp.com tripadvisor.com kununu.com`.split(/\s+/),
)

/** The host when it can be a company's own, null when it belongs to everybody. */
export const ownDomain = (host: string): string | null =>
  freeMailDomains.has(host) || sharedSites.has(host) ? null : host

/** The company's domain that an email address gives away; null for a free email provider or when there is none. */
export function companyDomainOf(email: string | null): string | null {
  const domain = email?.split("@").at(-1)?.trim().toLowerCase()
  return domain?.includes(".") ? ownDomain(domain) : null
}
