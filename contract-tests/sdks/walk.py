"""The vendor's Python SDK against the sandbox: see README.md beside this file."""

import sys

from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

STARTER = "Starter Customer Profile of type Business"


def main(base_url):
    client = Client("AC00000000000000000000000000000000", "any token")
    client.trusthub.base_url = base_url
    api = client.trusthub.v1

    policies = api.policies.list(page_size=4)
    policy = next(policy for policy in policies if policy.friendly_name == STARTER)
    print(f"found the policy among {len(policies)}, read over several pages")

    profile = api.customer_profiles.create(
        friendly_name="Acme", email="ops@acme.example", policy_sid=policy.sid
    )
    attributes = {"first_name": "Ann", "last_name": "Lee", "email": "ann@acme.example"}
    person = api.end_users.create(
        friendly_name="Ann", type="starter_customer_profile_information", attributes=attributes
    )
    address = api.supporting_documents.create(
        friendly_name="Seat",
        type="customer_profile_address",
        attributes={"address_sids": "AD34b0b8f14b8206433b88e01120a14e14"},
    )
    primary = api.customer_profiles.list(status="twilio-approved")[0]
    own = api.customer_profiles(profile.sid)
    for sid in (person.sid, address.sid, primary.sid):
        own.customer_profiles_entity_assignments.create(object_sid=sid)
    print("created a profile and assigned three objects")
    try:
        own.customer_profiles_entity_assignments.create(object_sid=person.sid)
        raise SystemExit("a duplicate was taken")
    except TwilioRestException as error:
        print(f"a duplicate is refused: {error.status} {error.code}")

    first = own.customer_profiles_evaluations.create(policy_sid=policy.sid)
    missing = [
        field["object_field"] for result in first.results for field in result["invalid"]
    ]
    print(f"{first.status}, missing: {', '.join(missing)}")
    assert (first.status, missing) == ("noncompliant", ["phone_number"])
    api.end_users(person.sid).update(attributes={**attributes, "phone_number": "+12025550143"})
    second = own.customer_profiles_evaluations.create(policy_sid=policy.sid)
    assert second.status == "compliant"
    print(f"{second.status} once it is there")

    for _ in range(7):
        api.end_users.create(friendly_name="Somebody", type="cnam_information")
    people = api.end_users.list(page_size=3)
    assert len({person.sid for person in people}) == len(people) >= 8
    print(f"{len(people)} end users over several pages")

    assert own.update(status="pending-review").status == "pending-review"
    print(f"submitted {profile.sid}")


main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8710")
