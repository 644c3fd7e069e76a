ALTER TABLE "campaigns" ADD COLUMN "last_due_day" date;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "submitted_by" uuid;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_submitted_by_users_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tasks_submitted_by_idx" ON "tasks" USING btree ("submitted_by");--> statement-breakpoint
UPDATE "campaigns" SET "last_due_day" = "open"."last_due_day" FROM (
  SELECT "campaign_id", max("end_day") AS "last_due_day" FROM "tasks"
  WHERE "deleted_at" IS NULL AND "status" <> 'completed' GROUP BY "campaign_id"
) AS "open" WHERE "open"."campaign_id" = "campaigns"."id";
