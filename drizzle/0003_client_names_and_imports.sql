ALTER TYPE "public"."client_import_state" ADD VALUE 'cancelled';--> statement-breakpoint
CREATE TABLE "client_import_keys" (
	"import_id" uuid NOT NULL,
	"key" text NOT NULL,
	"line" integer NOT NULL,
	CONSTRAINT "client_import_keys_import_id_key_pk" PRIMARY KEY("import_id","key")
);
--> statement-breakpoint
DROP INDEX "clients_name_trgm_idx";--> statement-breakpoint
ALTER TABLE "client_import_rows" ADD COLUMN "size" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "client_imports" ADD COLUMN "bytes_read" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "client_imports" ADD COLUMN "line_done" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "name_key" text GENERATED ALWAYS AS (client_name_key(name)) STORED;--> statement-breakpoint
ALTER TABLE "client_import_keys" ADD CONSTRAINT "client_import_keys_import_id_client_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."client_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clients_name_key_idx" ON "clients" USING btree ("name_key") WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "clients_name_key_trgm_idx" ON "clients" USING gin ("name_key" gin_trgm_ops) WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "clients_email_domain_idx" ON "clients" USING btree (split_part("email", '@', 2)) WHERE "clients"."deleted_at" is null;