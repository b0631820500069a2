import QtQuick
import Deepwell.Chat
import Deepwell.Style

// Above an answer: which model gave it, when, and whether a person has changed it since.
Item {
    id: root

    required property MessageItem message

    objectName: "answerHeader"
    implicitHeight: Theme.small + 15
    Accessible.role: Accessible.StaticText
    Accessible.name: when.text !== "" ? qsTr("%1, %2", "a model, when it answered").arg(author.text).arg(when.text) : author.text

    Text {
        id: author

        objectName: "answerAuthor"
        width: Math.min(implicitWidth, root.width - when.width - Theme.space2)
        anchors.verticalCenter: parent.verticalCenter
        text: root.message.author
        textFormat: Text.PlainText
        elide: Text.ElideMiddle
        color: Theme.textMuted
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        Accessible.ignored: true
    }
    Text {
        id: when

        objectName: "answerTime"
        anchors.left: author.right
        anchors.leftMargin: Theme.space2
        anchors.baseline: author.baseline
        text: [root.message.time, root.message.edited ? qsTr("edited") : ""].filter(part => part !== "").join(" · ")
        textFormat: Text.PlainText
        color: Theme.textFaint
        font.pixelSize: Theme.tiny
        Accessible.ignored: true
    }
}
