CREATE TYPE "public"."invoice_kind" AS ENUM('invoice', 'credit_note');--> statement-breakpoint
CREATE TYPE "public"."invoice_state" AS ENUM('draft', 'issued', 'partially_paid', 'paid', 'void');--> statement-breakpoint
CREATE TYPE "public"."payment_kind" AS ENUM('payment', 'refund');--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"invoice_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"description" text,
	"quantity" numeric NOT NULL,
	"unit" text NOT NULL,
	"unit_price" numeric NOT NULL,
	"adjustments" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"tax_category" text NOT NULL,
	"tax_percent" numeric NOT NULL,
	"campaign_id" uuid,
	"source" text,
	"net_minor" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" "invoice_kind" DEFAULT 'invoice' NOT NULL,
	"state" "invoice_state" DEFAULT 'draft' NOT NULL,
	"number" text,
	"series_year" integer,
	"series_count" integer,
	"purpose" text DEFAULT 'standard' NOT NULL,
	"client_id" uuid NOT NULL,
	"client_key" text DEFAULT '' NOT NULL,
	"currency" text NOT NULL,
	"prices" text NOT NULL,
	"issue_day" date,
	"due_day" date,
	"period_from" date,
	"period_to" date,
	"buyer_reference" text,
	"intro" text,
	"note" text,
	"footer" text,
	"tax_reason" text,
	"adjustments" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"credits_id" uuid,
	"seller" jsonb,
	"buyer" jsonb,
	"net_minor" bigint DEFAULT 0 NOT NULL,
	"tax_minor" bigint DEFAULT 0 NOT NULL,
	"payable_minor" bigint DEFAULT 0 NOT NULL,
	"settled_minor" bigint DEFAULT 0 NOT NULL,
	"open_minor" bigint GENERATED ALWAYS AS (case when state in ('issued', 'partially_paid') then payable_minor - settled_minor else 0 end) STORED NOT NULL,
	"list_day" date GENERATED ALWAYS AS (case when state = 'draft' then date '2199-12-31' else issue_day end) STORED NOT NULL,
	"list_due_day" date GENERATED ALWAYS AS (case when state = 'draft' then date '2199-12-31' else due_day end) STORED NOT NULL,
	"issued_by" uuid,
	"issued_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"viewed_at" timestamp (3) with time zone,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "invoices_are_issued_whole" CHECK ("invoices"."state" = 'draft' or ("invoices"."number" is not null and "invoices"."series_year" is not null
        and "invoices"."series_count" is not null and "invoices"."issue_day" is not null and "invoices"."due_day" is not null
        and "invoices"."seller" is not null and "invoices"."buyer" is not null and "invoices"."payable_minor" >= 0)),
	CONSTRAINT "invoices_are_settled_within" CHECK ("invoices"."state" = 'draft' or "invoices"."settled_minor" between 0 and "invoices"."payable_minor"),
	CONSTRAINT "invoices_credit_as_notes" CHECK (("invoices"."kind" = 'credit_note') = ("invoices"."credits_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "number_series" (
	"kind" "invoice_kind" NOT NULL,
	"year" integer NOT NULL,
	"pattern" text NOT NULL,
	"last" integer NOT NULL,
	"last_day" date NOT NULL,
	CONSTRAINT "number_series_kind_year_pk" PRIMARY KEY("kind","year")
);
--> statement-breakpoint
CREATE TABLE "billing_settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"legal_name" text,
	"address" jsonb DEFAULT '{"street":null,"postalCode":null,"city":null,"region":null,"country":null}'::jsonb NOT NULL,
	"email" text,
	"phone" text,
	"website" text,
	"vat_id" text,
	"tax_number" text,
	"bank_name" text,
	"iban" text,
	"bic" text,
	"terms_days" integer DEFAULT 14 NOT NULL,
	"intro" text,
	"footer" text,
	"colour" text DEFAULT '#4c6ef5' NOT NULL,
	"paper" text DEFAULT 'a4' NOT NULL,
	"prices" text DEFAULT 'net' NOT NULL,
	"tax_rates" jsonb DEFAULT '[{"name":"Standard","category":"standard","percent":"19"},{"name":"Reduced","category":"standard","percent":"7"},{"name":"Zero rated","category":"zero","percent":"0"}]'::jsonb NOT NULL,
	"invoice_pattern" text DEFAULT 'INV-{year}-0000' NOT NULL,
	"credit_note_pattern" text DEFAULT 'CN-{year}-0000' NOT NULL,
	"first_month" integer DEFAULT 1 NOT NULL,
	"reminder_days" integer[] DEFAULT '{1,7,21}' NOT NULL,
	"closed_until" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "billing_settings_is_one_row" CHECK ("billing_settings"."id" = 1),
	CONSTRAINT "billing_settings_first_month" CHECK ("billing_settings"."first_month" between 1 and 12)
);
--> statement-breakpoint
CREATE TABLE "client_billing" (
	"client_id" uuid PRIMARY KEY NOT NULL,
	"legal_name" text,
	"address" jsonb,
	"vat_id" text,
	"buyer_reference" text,
	"terms_days" integer,
	"tax_treatment" text DEFAULT 'domestic' NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"emails" text[] DEFAULT '{}' NOT NULL,
	"reminders" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exchange_rates" (
	"base" text NOT NULL,
	"quote" text NOT NULL,
	"day" date NOT NULL,
	"source" text NOT NULL,
	"rate" numeric NOT NULL,
	CONSTRAINT "exchange_rates_base_quote_day_source_pk" PRIMARY KEY("base","quote","day","source"),
	CONSTRAINT "exchange_rates_are_above_zero" CHECK ("exchange_rates"."rate" > 0)
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" "payment_kind" NOT NULL,
	"client_id" uuid NOT NULL,
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"minor" bigint NOT NULL,
	"used_minor" bigint DEFAULT 0 NOT NULL,
	"method" text NOT NULL,
	"reference" text,
	"note" text,
	"reversed_at" timestamp (3) with time zone,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "payments_are_above_zero" CHECK ("payments"."minor" > 0),
	CONSTRAINT "payments_are_used_once" CHECK ("payments"."used_minor" between 0 and "payments"."minor")
);
--> statement-breakpoint
CREATE TABLE "settlements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"invoice_id" uuid NOT NULL,
	"minor" bigint NOT NULL,
	"day" date NOT NULL,
	"payment_id" uuid,
	"credit_note_id" uuid,
	"payment_minor" bigint,
	"conversion" jsonb,
	"reverses_id" uuid,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settlements_are_by_one" CHECK (("settlements"."payment_id" is null) <> ("settlements"."credit_note_id" is null) and ("settlements"."payment_id" is null) = ("settlements"."payment_minor" is null)),
	CONSTRAINT "settlements_are_of_something" CHECK ("settlements"."minor" <> 0 and ("settlements"."minor" < 0) = ("settlements"."reverses_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_credits_id_invoices_id_fk" FOREIGN KEY ("credits_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_issued_by_users_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_billing" ADD CONSTRAINT "client_billing_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_credit_note_id_invoices_id_fk" FOREIGN KEY ("credit_note_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_reverses_id_settlements_id_fk" FOREIGN KEY ("reverses_id") REFERENCES "public"."settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoice_lines_invoice_id_idx" ON "invoice_lines" USING btree ("invoice_id","position");--> statement-breakpoint
CREATE INDEX "invoice_lines_campaign_id_idx" ON "invoice_lines" USING btree ("campaign_id","invoice_id") WHERE "invoice_lines"."campaign_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_number_key" ON "invoices" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_series_key" ON "invoices" USING btree ("kind","series_year","series_count");--> statement-breakpoint
CREATE INDEX "invoices_day_idx" ON "invoices" USING btree ("list_day","id");--> statement-breakpoint
CREATE INDEX "invoices_state_idx" ON "invoices" USING btree ("state","list_day","id");--> statement-breakpoint
CREATE INDEX "invoices_kind_idx" ON "invoices" USING btree ("kind","state","list_day","id");--> statement-breakpoint
CREATE INDEX "invoices_client_id_idx" ON "invoices" USING btree ("client_id","list_day","id");--> statement-breakpoint
CREATE INDEX "invoices_open_idx" ON "invoices" USING btree ("list_due_day","id") WHERE "invoices"."kind" = 'invoice' and "invoices"."state" in ('issued', 'partially_paid');--> statement-breakpoint
CREATE INDEX "invoices_due_idx" ON "invoices" USING btree ("list_due_day","id");--> statement-breakpoint
CREATE INDEX "invoices_number_idx" ON "invoices" USING btree (coalesce("number", ''),"id");--> statement-breakpoint
CREATE INDEX "invoices_client_key_idx" ON "invoices" USING btree ("client_key","id");--> statement-breakpoint
CREATE INDEX "invoices_payable_idx" ON "invoices" USING btree ("payable_minor","id");--> statement-breakpoint
CREATE INDEX "invoices_open_minor_idx" ON "invoices" USING btree ("open_minor","id");--> statement-breakpoint
CREATE INDEX "invoices_created_at_idx" ON "invoices" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "invoices_text_idx" ON "invoices" USING gin ((coalesce(lower("number"), '') || ' ' || "client_key" || ' ' || coalesce(lower("buyer_reference"), '')) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "invoices_credits_id_idx" ON "invoices" USING btree ("credits_id") WHERE "invoices"."credits_id" is not null;--> statement-breakpoint
CREATE INDEX "invoices_issued_by_idx" ON "invoices" USING btree ("issued_by");--> statement-breakpoint
CREATE INDEX "invoices_created_by_idx" ON "invoices" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "exchange_rates_day_idx" ON "exchange_rates" USING btree ("day","base","quote","source");--> statement-breakpoint
CREATE INDEX "payments_day_idx" ON "payments" USING btree ("day","id");--> statement-breakpoint
CREATE INDEX "payments_client_id_idx" ON "payments" USING btree ("client_id","day","id");--> statement-breakpoint
CREATE INDEX "payments_minor_idx" ON "payments" USING btree ("minor","id");--> statement-breakpoint
CREATE INDEX "payments_created_at_idx" ON "payments" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "payments_credit_idx" ON "payments" USING btree ("client_id","currency","day","id") WHERE "payments"."reversed_at" is null and "payments"."used_minor" <> "payments"."minor";--> statement-breakpoint
CREATE INDEX "payments_created_by_idx" ON "payments" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "settlements_invoice_id_idx" ON "settlements" USING btree ("invoice_id","id");--> statement-breakpoint
CREATE INDEX "settlements_payment_id_idx" ON "settlements" USING btree ("payment_id","id");--> statement-breakpoint
CREATE INDEX "settlements_credit_note_id_idx" ON "settlements" USING btree ("credit_note_id") WHERE "settlements"."credit_note_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "settlements_reverses_id_key" ON "settlements" USING btree ("reverses_id");--> statement-breakpoint
CREATE INDEX "settlements_created_by_idx" ON "settlements" USING btree ("created_by");--> statement-breakpoint
INSERT INTO "billing_settings" ("id") VALUES (1) ON CONFLICT DO NOTHING;--> statement-breakpoint
-- What the indexes of the list hold of the client. The triggers run in replicas and restores too (ENABLE ALWAYS).
CREATE FUNCTION invoice_takes_its_client() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.client_key := coalesce((SELECT lower(name) FROM clients WHERE id = NEW.client_id), '');
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER invoices_take_their_client BEFORE INSERT OR UPDATE OF client_id ON "invoices"
  FOR EACH ROW EXECUTE FUNCTION invoice_takes_its_client();--> statement-breakpoint
ALTER TABLE "invoices" ENABLE ALWAYS TRIGGER invoices_take_their_client;--> statement-breakpoint
CREATE FUNCTION client_tells_its_invoices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE invoices SET client_key = lower(NEW.name) WHERE client_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER clients_tell_their_invoices AFTER UPDATE OF name ON "clients"
  FOR EACH ROW WHEN (lower(OLD.name) <> lower(NEW.name)) EXECUTE FUNCTION client_tells_its_invoices();--> statement-breakpoint
ALTER TABLE "clients" ENABLE ALWAYS TRIGGER clients_tell_their_invoices;
