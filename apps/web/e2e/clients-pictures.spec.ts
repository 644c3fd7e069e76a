import { listClients } from "./clients-data"
import { picture, pictured } from "./picture"
import { expect, test } from "./test"

const companies = [
  "Firma;Webseite;Email;Straße;PLZ;Ort;Land;Branche;Ansprechpartner;Kontakt Email;Umsatz",
  "Bäckerei Öztürk GmbH;baeckerei-oeztuerk.example;info@baeckerei-oeztuerk.example;Müllerstraße 12;13353;Berlin;DE;Food and drink;Jürgen Öztürk;j.oeztuerk@baeckerei-oeztuerk.example;240000",
  "Café Grüßgott;cafe-gruessgott.example;hallo@cafe-gruessgott.example;Am Fluß 3;80331;München;DE;Hospitality;Zoë Weiß;zoe@cafe-gruessgott.example;85000",
  "Autohaus Jung;autohaus-jung.example;;;;;DE;Automotive;;;",
  "Kaputte Mail AG;kaputte-mail.example;das ist keine email;;;;DE;;;;",
  "Nordlicht Reederei;nordlicht-reederei.example;kontakt@nordlicht-reederei.example;Kai 4;20457;Hamburg;DE;Logistics;Fenja Petersen;f.petersen@nordlicht-reederei.example;1200000",
  "Atelier Lüders;atelier-lueders.example;atelier@atelier-lueders.example;Hof 2;04109;Leipzig;DE;Fashion;Ole Lüders;ole@atelier-lueders.example;60000",
  "Bergbahn Föhr;bergbahn-foehr.example;info@bergbahn-foehr.example;Talweg 1;87534;Oberstaufen;DE;Travel;Xaver Föhr;x.foehr@bergbahn-foehr.example;900000",
  ";ohne-namen.example;post@ohne-namen.example;;;;DE;;;;",
  "Groß & Kleiber Optik;gross-kleiber.example;praxis@gross-kleiber.example;Ring 8;50667;Köln;DE;Health;Rita Kleiber;r.kleiber@gross-kleiber.example;310000",
]

// The pictures show the demo as it comes: ALPHAS_SCREENSHOTS=1 npm test -- e2e/clients-pictures
if (process.env.ALPHAS_SCREENSHOTS === "1") {
  test("the pictures of the README are made of the product as it runs", async ({ pageOf }) => {
    test.setTimeout(180_000)
    const [page, ...others] = [await pageOf("admin"), await pageOf("manager"), await pageOf("finance")]
    const client = (await listClients(page, {})).items.find((each) => each.name === "Autohaus Jung")
    for (const other of others) await other.goto(`/clients/${client?.id}`)
    await page.setViewportSize(pictured)
    await page.goto("/clients")
    await expect(page.getByRole("list", { name: "Online now" })).toBeVisible()
    await picture(page, "clients-light")
    await picture(page, "clients-dark", "dark")
    await page.goto(`/clients/${client?.id}`)
    await expect(page.getByRole("list", { name: "Online now" })).toBeVisible()
    await picture(page, "client-light")
    await page.setViewportSize({ width: 390, height: 780 })
    await page.goto("/clients")
    await picture(page, "clients-phone")

    await page.setViewportSize(pictured)
    await page.goto("/clients/import")
    await page.locator("input[type=file]").setInputFiles({
      ...{ name: "Kunden.csv", mimeType: "text/csv" },
      buffer: Buffer.from(companies.join("\r\n"), "latin1"),
    })
    await page.getByRole("button", { name: "Check rows" }).click({ timeout: 60_000 })
    await expect(page.getByRole("heading", { name: /will be created/ })).toBeVisible({ timeout: 60_000 })
    await picture(page, "import-light")
    await page.getByRole("button", { name: "Cancel" }).click()
    await expect(page.getByRole("heading", { name: "Import cancelled" })).toBeVisible()
  })
}
