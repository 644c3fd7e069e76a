ALTER TABLE "time_entries" ADD COLUMN "role" "role";--> statement-breakpoint
UPDATE "time_entries" SET "role" = "users"."role" FROM "users" WHERE "users"."id" = "time_entries"."user_id";--> statement-breakpoint
ALTER TABLE "time_entries" ALTER COLUMN "role" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "timers" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "timers" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "timesheets" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;
