package slacksim

// method is one row of the Web API: what runs, what it needs, how often it may be called.
type method struct {
	run    func(*Sim, *call) (obj, *refusal)
	scopes []string // any of them will do; methods that depend on the channel ask by themselves
	tier   int
	app    bool // takes the app-level token
	public bool // takes no token
}

// methods is the Web API. A method that is not here does not exist.
var methods = map[string]method{
	"api.test":              {run: (*Sim).apiTest, tier: 4, public: true},
	"auth.test":             {run: (*Sim).authTest, tier: 4},
	"apps.connections.open": {run: (*Sim).appsConnectionsOpen, tier: 3, app: true},

	"chat.postMessage":   {run: (*Sim).chatPostMessage, scopes: []string{"chat:write"}, tier: 5},
	"chat.update":        {run: (*Sim).chatUpdate, scopes: []string{"chat:write"}, tier: 3},
	"chat.delete":        {run: (*Sim).chatDelete, scopes: []string{"chat:write"}, tier: 3},
	"chat.postEphemeral": {run: (*Sim).chatPostEphemeral, scopes: []string{"chat:write"}, tier: 4},
	"chat.getPermalink":  {run: (*Sim).chatGetPermalink, tier: 5},

	"conversations.open":    {run: (*Sim).conversationsOpen, scopes: []string{"im:write", "mpim:write"}, tier: 3},
	"conversations.history": {run: (*Sim).conversationsHistory, tier: 3},
	"conversations.replies": {run: (*Sim).conversationsReplies, tier: 3},
	"conversations.info":    {run: (*Sim).conversationsInfo, tier: 3},
	"conversations.members": {run: (*Sim).conversationsMembers, tier: 4},
	"conversations.list":    {run: (*Sim).conversationsList, tier: 2},

	"users.info":            {run: (*Sim).usersInfo, scopes: []string{"users:read"}, tier: 4},
	"users.list":            {run: (*Sim).usersList, scopes: []string{"users:read"}, tier: 2},
	"users.conversations":   {run: (*Sim).usersConversations, tier: 3},
	"usergroups.list":       {run: (*Sim).usergroupsList, scopes: []string{"usergroups:read"}, tier: 2},
	"usergroups.users.list": {run: (*Sim).usergroupsUsersList, scopes: []string{"usergroups:read"}, tier: 2},

	"views.open":    {run: (*Sim).viewsOpen, tier: 4},
	"views.push":    {run: (*Sim).viewsPush, tier: 4},
	"views.update":  {run: (*Sim).viewsUpdate, tier: 4},
	"views.publish": {run: (*Sim).viewsPublish, tier: 4},

	"files.getUploadURLExternal":   {run: (*Sim).filesGetUploadURL, scopes: []string{"files:write"}, tier: 4},
	"files.completeUploadExternal": {run: (*Sim).filesCompleteUpload, scopes: []string{"files:write"}, tier: 4},
	"files.info":                   {run: (*Sim).filesInfo, scopes: []string{"files:read"}, tier: 4},

	"reactions.add": {run: (*Sim).reactionsAdd, scopes: []string{"reactions:write"}, tier: 3},
}

func (s *Sim) apiTest(c *call) (obj, *refusal) {
	if e := c.str("error"); e != "" {
		return nil, refuse(e)
	}
	return obj{"args": c.args}, nil
}

func (s *Sim) authTest(*call) (obj, *refusal) {
	return obj{
		"url": "https://practice.slack.com/", "team": "Practice", "user": s.users[s.opt.BotUserID].Name,
		"team_id": s.opt.TeamID, "user_id": s.opt.BotUserID, "bot_id": botID, "app_id": appID,
		"is_enterprise_install": false,
	}, nil
}
