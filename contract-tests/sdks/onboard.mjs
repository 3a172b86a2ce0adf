// Onboards a business with the vendor's Node SDK against a local server.
//
// Usage: node onboard.mjs BASE_URL

import assert from "node:assert/strict";
import process from "node:process";

import twilio from "twilio";

const POLICY = "Secondary Customer Profile";
const PRIMARY_POLICY = "Primary Customer Profile";
const ADDRESS_SID = `AD${"0".repeat(31)}1`;

const [baseUrl] = process.argv.slice(2);
const client = twilio(`AC${"0".repeat(31)}1`, "not-a-secret");
client.trusthub.baseUrl = baseUrl; // the only line that a real account does not need
const trusthub = client.trusthub.v1;

/** A made-up value for each field that a policy asks for. */
const attributes = (fields) =>
  Object.fromEntries(fields.map((field) => [field, field === "address_sids" ? ADDRESS_SID : `Example ${field}`]));

/** The policy whose name starts so; policies are never known by their SID. */
const findPolicy = async (name) => {
  const policies = await trusthub.policies.list({ pageSize: 2 });
  const found = policies.find((policy) => policy.friendlyName.startsWith(name));
  assert(found, `no policy whose name starts with ${name}`);
  return found;
};

const policy = await trusthub.policies((await findPolicy(POLICY)).sid).fetch();
console.log(`1. policy ${policy.sid}: ${policy.friendlyName}`);

const profile = await trusthub.customerProfiles.create({
  friendlyName: "Acme (Node)",
  email: "ops@acme.example",
  policySid: policy.sid,
});
console.log(`2. profile ${profile.sid}: ${profile.status}`);
const context = trusthub.customerProfiles(profile.sid);
const assignments = context.customerProfilesEntityAssignments;

const done = new Set();
for (const wanted of policy.requirements.end_user) {
  if (done.has(wanted.requirement_name)) continue; // an alternative of what is there already
  done.add(wanted.requirement_name);
  const endUser = await trusthub.endUsers.create({
    friendlyName: wanted.name,
    type: wanted.type,
    attributes: attributes(wanted.fields),
  });
  await assignments.create({ objectSid: endUser.sid });
  console.log(`3. end user ${endUser.sid}: ${endUser.type}`);
}

const before = await context.customerProfilesEvaluations.create({ policySid: policy.sid });
console.log(`4. evaluation ${before.sid}: ${before.status}`);
assert.equal(before.status, "noncompliant");

for (const wanted of policy.requirements.supporting_document.flat()) {
  const accepted = wanted.accepted_documents[0];
  const document = await trusthub.supportingDocuments.create({
    friendlyName: accepted.name,
    type: accepted.type,
    attributes: attributes(accepted.fields),
  });
  await assignments.create({ objectSid: document.sid });
  console.log(`5. document ${document.sid}: ${document.type}`);
}

const primaryPolicy = await findPolicy(PRIMARY_POLICY);
const [primary] = await trusthub.customerProfiles.list({ policySid: primaryPolicy.sid, status: "twilio-approved" });
await assignments.create({ objectSid: primary.sid });
console.log(`6. assigned the primary profile ${primary.sid}`);
await assert.rejects(assignments.create({ objectSid: primary.sid }), (error) => {
  console.log(`7. assigned again: ${error.status}, ${error.message}`);
  return true;
});

const after = await context.customerProfilesEvaluations.create({ policySid: policy.sid });
for (const result of after.results.filter((result) => !result.passed)) {
  console.log(`   not passed: ${result.requirement_name}: ${result.failure_reason}`);
}
console.log(`8. evaluation ${after.sid}: ${after.status}`);
assert.equal(after.status, "compliant");

const listed = await assignments.list({ pageSize: 2 });
console.log(`9. ${listed.length} assignments, over pages of 2`);
assert(listed.length > 4 && new Set(listed.map((assignment) => assignment.sid)).size === listed.length);

const submitted = await context.update({ status: "pending-review" });
console.log(`10. submitted: ${submitted.status}`);
assert.equal(submitted.status, "pending-review");
