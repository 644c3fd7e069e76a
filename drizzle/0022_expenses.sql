CREATE TYPE "public"."expense_category" AS ENUM('travel', 'accommodation', 'meals', 'media', 'production', 'software', 'equipment', 'freelancers', 'printing', 'training', 'office', 'other');--> statement-breakpoint
CREATE TYPE "public"."expense_state" AS ENUM('draft', 'submitted', 'approved', 'rejected', 'reimbursed');--> statement-breakpoint
CREATE TABLE "expenses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"campaign_id" uuid,
	"day" date NOT NULL,
	"supplier" text NOT NULL,
	"category" "expense_category" NOT NULL,
	"description" text,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"tax_category" text NOT NULL,
	"tax_percent" numeric(8, 4) NOT NULL,
	"tax_minor" bigint NOT NULL,
	"net_minor" bigint NOT NULL,
	"bill_minor" bigint,
	"billable" boolean NOT NULL,
	"markup_percent" numeric(8, 4) NOT NULL,
	"state" "expense_state" DEFAULT 'draft' NOT NULL,
	"reason" text,
	"submitted_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"reimbursed_by" uuid,
	"reimbursed_at" timestamp (3) with time zone,
	"counted_minor" bigint,
	"counted_currency" text,
	"conversion" jsonb,
	"invoice_line_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "expenses_have_an_amount" CHECK ("expenses"."amount_minor" > 0),
	CONSTRAINT "expenses_add_up" CHECK ("expenses"."net_minor" + "expenses"."tax_minor" = "expenses"."amount_minor"),
	CONSTRAINT "expenses_count_once_approved" CHECK (("expenses"."counted_minor" is not null) = ("expenses"."campaign_id" is not null and "expenses"."state" in ('approved', 'reimbursed')))
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"expense_id" uuid,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "expense_limit_minor" bigint;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "expense_limit_currency" text DEFAULT 'EUR' NOT NULL;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_reimbursed_by_users_id_fk" FOREIGN KEY ("reimbursed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_invoice_line_id_invoice_lines_id_fk" FOREIGN KEY ("invoice_line_id") REFERENCES "public"."invoice_lines"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_expense_id_expenses_id_fk" FOREIGN KEY ("expense_id") REFERENCES "public"."expenses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "expenses_user_id_idx" ON "expenses" USING btree ("user_id","day","id");--> statement-breakpoint
CREATE INDEX "expenses_campaign_id_idx" ON "expenses" USING btree ("campaign_id","day","id");--> statement-breakpoint
CREATE INDEX "expenses_state_idx" ON "expenses" USING btree ("state","day","id");--> statement-breakpoint
CREATE INDEX "expenses_day_idx" ON "expenses" USING btree ("day","id");--> statement-breakpoint
CREATE INDEX "expenses_amount_idx" ON "expenses" USING btree ("amount_minor","id");--> statement-breakpoint
CREATE INDEX "expenses_supplier_idx" ON "expenses" USING btree (lower("supplier"),"id");--> statement-breakpoint
CREATE INDEX "expenses_created_at_idx" ON "expenses" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "expenses_decided_by_idx" ON "expenses" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "expenses_reimbursed_by_idx" ON "expenses" USING btree ("reimbursed_by");--> statement-breakpoint
CREATE INDEX "expenses_invoice_line_id_idx" ON "expenses" USING btree ("invoice_line_id");--> statement-breakpoint
CREATE INDEX "expenses_text_idx" ON "expenses" USING gin (lower("supplier" || ' ' || coalesce("description", '')) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "receipts_expense_id_idx" ON "receipts" USING btree ("expense_id","id");--> statement-breakpoint
CREATE INDEX "receipts_sha256_idx" ON "receipts" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "receipts_added_by_idx" ON "receipts" USING btree ("added_by","expense_id");