//! The example of the project's design, word for word between the two marks.

// --- the example ---
use twilio_trusthub::{Client, customer_profiles as profiles, policies};
// --- end of its imports ---

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let policy_sid = "RNdfbf3fae0e1107f8aded0e7cead80bf5".parse::<twilio_trusthub::PolicySid>()?;
    // --- the example ---
    let client = Client::from_env()?;                                    // TWILIO_ACCOUNT_SID + TWILIO_AUTH_TOKEN or API key pair
    // --- end of the first line ---
    let policy = policies::fetch(&policy_sid).send(&client).await?;
    println!("{}", policy.friendly_name);
    let end_user = twilio_trusthub::end_users::create("Acme", "customer_profile_business_information")
        .send(&client)
        .await?;
    // --- the example ---
    let profile = profiles::create("Acme", "ops@acme.example", policy_sid)    // endpoint function: required parameters are arguments
        .status_callback("https://acme.example/hooks/trusthub")               // optional ones are setters
        .send(&client).await?;                                                // -> profiles::CustomerProfile
    profiles::entity_assignments::create(&profile.sid, end_user.sid).send(&client).await?;
    let mut drafts = profiles::list().status(profiles::Status::Draft).stream(&client);   // follows next_page_url, constant memory
    while let Some(profile) = drafts.try_next().await? {
        // --- end of the example ---
        println!("{} {}", profile.sid, profile.friendly_name);
    }
    Ok(())
}
