# Budget Ledger as an image: built from source, run without privileges on a root that nobody can write.
# Nothing is served beyond the container's own loopback address, because there is no access control yet: what is to be
# reached from outside stands in the same network namespace, as the proxy of docker-compose.yml does.

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

# Makes the secrets of docker-compose.yml, once. It alone runs as root, without a network, to hand each file to the user
# that reads it.
FROM node:22-bookworm-slim AS secrets
RUN apt-get update && apt-get install --yes --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*
COPY deploy/make-secrets.sh /make-secrets.sh
ENTRYPOINT ["sh", "/make-secrets.sh", "/secrets"]

FROM node:22-bookworm-slim AS program
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/samples ./samples
COPY --from=build /app/deploy ./deploy
COPY --from=build /app/dist/events ./dist/events
COPY --from=build /app/dist/projections ./dist/projections
COPY --from=build /app/dist/services ./dist/services
COPY --from=build /app/dist/schema ./dist/schema
COPY --from=build /app/dist/src ./dist/src
COPY --from=build /app/dist/web ./dist/web
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s --retries=3 CMD ["node", "deploy/check-health.js"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/cli/main.js"]
CMD ["serve"]
