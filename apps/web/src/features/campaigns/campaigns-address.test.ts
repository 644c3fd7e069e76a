import { expect, test } from "vitest"
import { readAddress, writeAddress } from "../../table/address"
import { campaignsQuery, isFiltered, standardCampaigns } from "./campaigns-address"

const me = "00000000-0000-7000-8000-000000000001"

test("the list begins with what is under way, and asks for more only when the address says so", () => {
  expect(campaignsQuery(standardCampaigns, me)).toMatchObject({
    status: ["planning", "active", "paused"],
    memberId: null,
    sort: "endDay",
    direction: "asc",
  })
  expect(isFiltered(standardCampaigns)).toBe(false)
  const all = { ...standardCampaigns, status: [] }
  expect(isFiltered(all)).toBe(true)
  expect(readAddress(standardCampaigns, new URLSearchParams(writeAddress(standardCampaigns, all)))).toEqual(
    all,
  )
})

test("what somebody wrote into the address by hand does not become a refused question", () => {
  const address = readAddress(
    standardCampaigns,
    new URLSearchParams(
      "status=burning&client=x&manager=y&mine=yes&sort=luck&direction=up&archived=maybe&view=3d",
    ),
  )
  expect(campaignsQuery(address, me)).toMatchObject({
    ...{
      status: [],
      clientId: [],
      managerId: [],
      memberId: me,
      sort: "endDay",
      direction: "asc",
      archived: "no",
    },
  })
})
