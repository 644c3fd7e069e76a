-- Templates of one name are told apart by a number before the name must be the only one.
UPDATE "campaign_templates" SET "name" = left("name", 180) || ' (' || twin.nth || ', ' || left("id"::text, 8) || ')'
FROM (SELECT "id" AS twin_id, row_number() OVER (PARTITION BY lower("name") ORDER BY "id") AS nth FROM "campaign_templates") AS twin
WHERE twin.twin_id = "id" AND twin.nth > 1;--> statement-breakpoint
DROP INDEX "campaign_templates_name_idx";--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_templates_name_key" ON "campaign_templates" USING btree (lower("name"));