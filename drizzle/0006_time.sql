CREATE TYPE "public"."rate_kind" AS ENUM('cost', 'billing');--> statement-breakpoint
CREATE TYPE "public"."sheet_state" AS ENUM('open', 'submitted', 'approved');--> statement-breakpoint
CREATE TABLE "locked_months" (
	"month" date PRIMARY KEY NOT NULL,
	"locked_by" uuid,
	"locked_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" "rate_kind" NOT NULL,
	"user_id" uuid,
	"role" "role",
	"campaign_id" uuid,
	"from_day" date NOT NULL,
	"currency" text NOT NULL,
	"minor_per_hour" bigint NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "rates_rule_key" UNIQUE NULLS NOT DISTINCT("kind","user_id","role","campaign_id","currency","from_day")
);
--> statement-breakpoint
CREATE TABLE "time_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"task_id" uuid,
	"day" date NOT NULL,
	"minutes" integer NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"billable" boolean NOT NULL,
	"note" text,
	"cost_minor" bigint,
	"bill_minor" bigint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "time_entries_minutes_are_of_a_day" CHECK ("time_entries"."minutes" between 0 and 1500)
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"campaign_id" uuid NOT NULL,
	"task_id" uuid,
	"note" text,
	"billable" boolean NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timesheets" (
	"user_id" uuid NOT NULL,
	"monday" date NOT NULL,
	"state" "sheet_state" NOT NULL,
	"reason" text,
	"submitted_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "timesheets_user_id_monday_pk" PRIMARY KEY("user_id","monday")
);
--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "rounding_minutes" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "rounding" text DEFAULT 'nearest' NOT NULL;--> statement-breakpoint
ALTER TABLE "locked_months" ADD CONSTRAINT "locked_months_locked_by_users_id_fk" FOREIGN KEY ("locked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rates" ADD CONSTRAINT "rates_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rates" ADD CONSTRAINT "rates_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timesheets" ADD CONSTRAINT "timesheets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timesheets" ADD CONSTRAINT "timesheets_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "locked_months_locked_by_idx" ON "locked_months" USING btree ("locked_by");--> statement-breakpoint
CREATE INDEX "rates_user_id_idx" ON "rates" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "rates_campaign_id_idx" ON "rates" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "time_entries_user_id_idx" ON "time_entries" USING btree ("user_id","day","id");--> statement-breakpoint
CREATE INDEX "time_entries_campaign_id_idx" ON "time_entries" USING btree ("campaign_id","day","id");--> statement-breakpoint
CREATE INDEX "time_entries_task_id_idx" ON "time_entries" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "time_entries_day_idx" ON "time_entries" USING btree ("day","id");--> statement-breakpoint
CREATE INDEX "timers_campaign_id_idx" ON "timers" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "timers_task_id_idx" ON "timers" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "timesheets_state_idx" ON "timesheets" USING btree ("state","monday");--> statement-breakpoint
CREATE INDEX "timesheets_decided_by_idx" ON "timesheets" USING btree ("decided_by");