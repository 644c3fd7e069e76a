import type { DocumentLanguage } from "@alphas/domain/money/billing"

/** What an email that brings an invoice says. */
interface InvoiceSentences {
  invoice: string
  credit_note: string
  subject: (title: string, agency: string) => string
  hello: (name: string) => string
  attached: (title: string) => string
  dueBy: (amount: string, day: string) => string
  due: (amount: string) => string
  credited: (amount: string) => string
  why: (agency: string) => string
}

export const invoiceSentences: Record<DocumentLanguage, InvoiceSentences> = {
  en: {
    ...{ invoice: "Invoice", credit_note: "Credit note" },
    subject: (title, agency) => `${title} from ${agency}`,
    hello: (name) => `Hello ${name},`,
    attached: (title) => `${title} is attached as a PDF.`,
    dueBy: (amount, day) => `The amount due is ${amount}, payable by ${day}.`,
    due: (amount) => `The amount due is ${amount}.`,
    credited: (amount) => `It credits you ${amount}.`,
    why: (agency) =>
      `You get this email because ${agency} sends its invoices to this address. Answer it if something is not right.`,
  },
  de: {
    ...{ invoice: "Rechnung", credit_note: "Rechnungskorrektur" },
    subject: (title, agency) => `${title} von ${agency}`,
    hello: (name) => `Guten Tag ${name},`,
    attached: (title) => `anbei erhalten Sie die ${title} als PDF.`,
    dueBy: (amount, day) => `Der offene Betrag von ${amount} ist bis zum ${day} zu zahlen.`,
    due: (amount) => `Der offene Betrag ist ${amount}.`,
    credited: (amount) => `Wir schreiben Ihnen ${amount} gut.`,
    why: (agency) =>
      `Sie erhalten diese E-Mail, weil ${agency} Rechnungen an diese Adresse sendet. Antworten Sie, wenn etwas nicht stimmt.`,
  },
  fr: {
    ...{ invoice: "Facture", credit_note: "Avoir" },
    subject: (title, agency) => `${title} de ${agency}`,
    hello: (name) => `Bonjour ${name},`,
    attached: (title) => `Vous trouverez ci-joint le document « ${title} » au format PDF.`,
    dueBy: (amount, day) => `Le montant dû est de ${amount}, payable au plus tard le ${day}.`,
    due: (amount) => `Le montant dû est de ${amount}.`,
    credited: (amount) => `Nous vous créditons ${amount}.`,
    why: (agency) =>
      `Vous recevez cet e-mail car ${agency} envoie ses factures à cette adresse. Répondez-y si quelque chose ne va pas.`,
  },
  es: {
    ...{ invoice: "Factura", credit_note: "Factura rectificativa" },
    subject: (title, agency) => `${title} de ${agency}`,
    hello: (name) => `Hola, ${name}:`,
    attached: (title) => `Adjuntamos el documento ${title} en PDF.`,
    dueBy: (amount, day) => `El importe pendiente es de ${amount} y vence el ${day}.`,
    due: (amount) => `El importe pendiente es de ${amount}.`,
    credited: (amount) => `Le abonamos ${amount}.`,
    why: (agency) =>
      `Recibe este correo porque ${agency} envía sus facturas a esta dirección. Respóndalo si algo no es correcto.`,
  },
  it: {
    ...{ invoice: "Fattura", credit_note: "Nota di credito" },
    subject: (title, agency) => `${title} di ${agency}`,
    hello: (name) => `Buongiorno ${name},`,
    attached: (title) => `in allegato trovate il documento ${title} in formato PDF.`,
    dueBy: (amount, day) => `L’importo dovuto è di ${amount}, da pagare entro il ${day}.`,
    due: (amount) => `L’importo dovuto è di ${amount}.`,
    credited: (amount) => `Vi accreditiamo ${amount}.`,
    why: (agency) =>
      `Ricevete questa email perché ${agency} invia le fatture a questo indirizzo. Rispondete se qualcosa non è corretto.`,
  },
  nl: {
    ...{ invoice: "Factuur", credit_note: "Creditnota" },
    subject: (title, agency) => `${title} van ${agency}`,
    hello: (name) => `Beste ${name},`,
    attached: (title) => `In de bijlage vindt u ${title} als pdf.`,
    dueBy: (amount, day) => `Het openstaande bedrag is ${amount}, te betalen uiterlijk op ${day}.`,
    due: (amount) => `Het openstaande bedrag is ${amount}.`,
    credited: (amount) => `Wij crediteren u ${amount}.`,
    why: (agency) =>
      `U ontvangt deze e-mail omdat ${agency} facturen naar dit adres stuurt. Beantwoord hem als er iets niet klopt.`,
  },
  pl: {
    ...{ invoice: "Faktura", credit_note: "Faktura korygująca" },
    subject: (title, agency) => `${title} od ${agency}`,
    hello: (name) => `Dzień dobry, ${name}!`,
    attached: (title) => `W załączniku przesyłamy dokument ${title} w formacie PDF.`,
    dueBy: (amount, day) => `Kwota do zapłaty wynosi ${amount}, termin płatności to ${day}.`,
    due: (amount) => `Kwota do zapłaty wynosi ${amount}.`,
    credited: (amount) => `Zwracamy ${amount}.`,
    why: (agency) =>
      `Otrzymują Państwo tę wiadomość, ponieważ ${agency} wysyła faktury na ten adres. Prosimy o odpowiedź, jeśli coś się nie zgadza.`,
  },
}
