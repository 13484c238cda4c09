// One node per id, whatever is written twice.
CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT claim_id IF NOT EXISTS FOR (n:Claim) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT document_id IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT outlet_id IF NOT EXISTS FOR (n:Outlet) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT meta_id IF NOT EXISTS FOR (n:Meta) REQUIRE n.id IS UNIQUE;
// A build looks for what stood where its documents stand.
CREATE INDEX document_path IF NOT EXISTS FOR (n:Document) ON (n.path);
// And for what may be a copy of them.
CREATE INDEX document_alike01 IF NOT EXISTS FOR (n:Document) ON (n.alike01);
CREATE INDEX document_alike02 IF NOT EXISTS FOR (n:Document) ON (n.alike02);
CREATE INDEX document_alike03 IF NOT EXISTS FOR (n:Document) ON (n.alike03);
CREATE INDEX document_alike04 IF NOT EXISTS FOR (n:Document) ON (n.alike04);
CREATE INDEX document_alike05 IF NOT EXISTS FOR (n:Document) ON (n.alike05);
CREATE INDEX document_alike06 IF NOT EXISTS FOR (n:Document) ON (n.alike06);
CREATE INDEX document_alike07 IF NOT EXISTS FOR (n:Document) ON (n.alike07);
CREATE INDEX document_alike08 IF NOT EXISTS FOR (n:Document) ON (n.alike08);
CREATE INDEX document_alike09 IF NOT EXISTS FOR (n:Document) ON (n.alike09);
CREATE INDEX document_alike10 IF NOT EXISTS FOR (n:Document) ON (n.alike10);
CREATE INDEX document_alike11 IF NOT EXISTS FOR (n:Document) ON (n.alike11);
CREATE INDEX document_alike12 IF NOT EXISTS FOR (n:Document) ON (n.alike12);
CREATE INDEX document_alike13 IF NOT EXISTS FOR (n:Document) ON (n.alike13);
CREATE INDEX document_alike14 IF NOT EXISTS FOR (n:Document) ON (n.alike14);
CREATE INDEX document_alike15 IF NOT EXISTS FOR (n:Document) ON (n.alike15);
CREATE INDEX document_alike16 IF NOT EXISTS FOR (n:Document) ON (n.alike16);
CREATE INDEX document_alike17 IF NOT EXISTS FOR (n:Document) ON (n.alike17);
CREATE INDEX document_alike18 IF NOT EXISTS FOR (n:Document) ON (n.alike18);
CREATE INDEX document_alike19 IF NOT EXISTS FOR (n:Document) ON (n.alike19);
CREATE INDEX document_alike20 IF NOT EXISTS FOR (n:Document) ON (n.alike20);
CREATE INDEX document_alike21 IF NOT EXISTS FOR (n:Document) ON (n.alike21);
CREATE INDEX document_alike22 IF NOT EXISTS FOR (n:Document) ON (n.alike22);
