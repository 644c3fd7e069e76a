ALTER TYPE "public"."token_scope" ADD VALUE 'manage_people';--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proved_at" timestamp (3) with time zone DEFAULT now() NOT NULL;