// The vendor's Node SDK against the sandbox: see README.md beside this file.
import assert from "node:assert/strict";
import twilio from "twilio";

const STARTER = "Starter Customer Profile of type Business";

const client = twilio("AC00000000000000000000000000000000", "any token");
client.trusthub.baseUrl = process.argv[2] ?? "http://127.0.0.1:8710";
const api = client.trusthub.v1;

const policies = await api.policies.list({ pageSize: 4 });
const policy = policies.find((policy) => policy.friendlyName === STARTER);
console.log(`found the policy among ${policies.length}, read over several pages`);

const profile = await api.customerProfiles.create({
  friendlyName: "Acme",
  email: "ops@acme.example",
  policySid: policy.sid,
});
const attributes = { first_name: "Ann", last_name: "Lee", email: "ann@acme.example" };
const person = await api.endUsers.create({
  friendlyName: "Ann",
  type: "starter_customer_profile_information",
  attributes,
});
const address = await api.supportingDocuments.create({
  friendlyName: "Seat",
  type: "customer_profile_address",
  attributes: { address_sids: "AD34b0b8f14b8206433b88e01120a14e14" },
});
const [primary] = await api.customerProfiles.list({ status: "twilio-approved" });
const own = api.customerProfiles(profile.sid);
for (const objectSid of [person.sid, address.sid, primary.sid]) {
  await own.customerProfilesEntityAssignments.create({ objectSid });
}
console.log("created a profile and assigned three objects");
await assert.rejects(
  own.customerProfilesEntityAssignments.create({ objectSid: person.sid }),
  (error) => {
    console.log(`a duplicate is refused: ${error.status} ${error.code}`);
    return error.status === 409;
  },
);

const first = await own.customerProfilesEvaluations.create({ policySid: policy.sid });
const missing = first.results.flatMap((result) => result.invalid.map((field) => field.object_field));
console.log(`${first.status}, missing: ${missing.join(", ")}`);
assert.deepEqual([first.status, missing], ["noncompliant", ["phone_number"]]);
await api.endUsers(person.sid).update({
  attributes: { ...attributes, phone_number: "+12025550143" },
});
const second = await own.customerProfilesEvaluations.create({ policySid: policy.sid });
assert.equal(second.status, "compliant");
console.log(`${second.status} once it is there`);

for (let count = 0; count < 7; count += 1) {
  await api.endUsers.create({ friendlyName: "Somebody", type: "cnam_information" });
}
const people = await api.endUsers.list({ pageSize: 3 });
assert.ok(people.length >= 8);
assert.equal(new Set(people.map((person) => person.sid)).size, people.length);
console.log(`${people.length} end users over several pages`);

const submitted = await own.update({ status: "pending-review" });
assert.equal(submitted.status, "pending-review");
console.log(`submitted ${profile.sid}`);
