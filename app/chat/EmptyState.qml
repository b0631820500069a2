import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Style

// A new chat: a greeting and things to try.
Flickable {
    id: root

    property string modelName: ""
    property bool modelReady: false
    property bool isPocket: true
    property bool modelLoading: false
    property bool writing: false   // an example would take the place of what stands in the composer
    property string lastModel: ""   // the name of the one that can be loaded again; empty: none
    readonly property bool tight: height < (width > 480 ? 440 : 620)
    // What the pocket model can do; it reads English only.
    readonly property var easy: [
        { words: "How many r are in strawberry?", about: qsTr("Count letters") },
        { words: "What is 4728 + 1593?", about: qsTr("Calculate") },
        { words: "Sort 42, 7, 19, 88 and 3.", about: qsTr("Put in order") },
        { words: "Spell the word planet backwards.", about: qsTr("Reverse a word") }
    ]
    readonly property var hard: [
        { words: qsTr("Why is the sky blue, and the sunset red?"), about: qsTr("Explain") },
        { words: qsTr("Write a script that finds duplicate files."), about: qsTr("Write code") },
        { words: qsTr("Prove that the square root of 2 is irrational."), about: qsTr("Prove") },
        { words: qsTr("Plan four days in Lisbon, on foot and by tram."), about: qsTr("Plan") }
    ]
    signal promptChosen(string prompt)
    signal openModelRequested()
    signal loadLastRequested()

    contentHeight: Math.max(height, column.height + 2 * Theme.space5)
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    ScrollBar.vertical: ScrollRail {}

    FocusInSight {}
    Column {
        id: column

        anchors.centerIn: parent
        width: Math.min(Theme.columnWidth - 60, root.width - 2 * Theme.space4)
        spacing: root.tight ? Theme.space4 : Theme.space5

        Column {
            width: parent.width
            spacing: Theme.space2

            Image {
                visible: !root.tight
                anchors.horizontalCenter: parent.horizontalCenter
                source: "qrc:/deepwell/icons/deepwell.svg"
                sourceSize: Qt.size(128, 128)
                width: 60
                height: 60
                smooth: true
                mipmap: true
                Accessible.ignored: true
            }
            Item { visible: !root.tight; width: 1; height: Theme.space1 }
            Text {
                objectName: "greeting"
                width: parent.width
                text: qsTr("What shall we think about?")
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.display
                font.weight: Font.DemiBold
                font.letterSpacing: -0.4
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            Text {
                width: parent.width
                text: qsTr("You see the model think, and nothing leaves this computer.")
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.label + 1
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }

        GridLayout {
            width: parent.width
            visible: root.modelReady || root.modelLoading
            opacity: root.modelLoading || root.writing ? 0 : 1  // what can be asked of it is known once it is loaded
            Behavior on opacity { NumberAnimation { duration: Theme.quick } }
            columns: width > 480 ? 2 : 1
            columnSpacing: Theme.space3
            rowSpacing: Theme.space3

            Repeater {
                model: root.isPocket ? root.easy : root.hard

                AbstractButton {
                    id: example

                    required property var modelData
                    required property int index

                    objectName: "example" + index
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 100
                    implicitHeight: texts.implicitHeight + 2 * Theme.space3
                    enabled: root.modelReady && !root.writing
                    hoverEnabled: true
                    focusPolicy: Qt.StrongFocus
                    opacity: enabled ? 1 : 0.6
                    text: modelData.words
                    onClicked: root.promptChosen(modelData.words)
                    Keys.onReturnPressed: clicked()
                    Accessible.role: Accessible.Button
                    Accessible.name: text
                    Accessible.onPressAction: clicked()

                    background: Rectangle {
                        radius: Theme.radius + 3
                        color: example.down ? Theme.pressed : example.hovered ? Theme.hover : Theme.surface
                        border.width: 1
                        border.color: example.hovered ? Theme.borderStrong : Theme.border
                        Behavior on color { ColorAnimation { duration: Theme.quick } }
                        FocusRing { control: example }
                    }
                    contentItem: Item {
                        Column {
                            id: texts

                            x: Theme.space4
                            width: parent.width - 2 * x
                            anchors.verticalCenter: parent.verticalCenter
                            spacing: 3

                            Text {
                                text: example.modelData.about
                                color: Theme.textFaint
                                font.pixelSize: Theme.tiny
                            }
                            Text {
                                width: parent.width
                                text: example.modelData.words
                                wrapMode: Text.Wrap
                                color: Theme.text
                                font.pixelSize: Theme.label
                                font.weight: Font.Medium
                            }
                        }
                    }
                }
            }
        }

        Column {
            width: parent.width
            spacing: Theme.space3
            visible: root.modelReady ? root.isPocket : !root.modelLoading

            Text {
                width: parent.width
                text: !root.modelReady && root.lastModel !== "" ? qsTr("No model is loaded. The last one was %1.").arg(root.lastModel)
                    : !root.modelReady ? qsTr("No model is loaded. Choose one, or get one that fits this computer.")
                    : qsTr("The model that comes with Deepwell is a tiny demonstration: it calculates, sorts, spells and counts letters. For everything else, open a bigger one, such as a DeepSeek-R1 distill.")
                textFormat: Text.PlainText
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.small
                lineHeight: 1.25
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
            PushButton {
                objectName: "loadLastButton"
                anchors.horizontalCenter: parent.horizontalCenter
                visible: !root.modelReady && root.lastModel !== ""
                kind: "primary"
                text: qsTr("Load it again")
                onClicked: root.loadLastRequested()
            }
            PushButton {
                objectName: "openModelButton"
                anchors.horizontalCenter: parent.horizontalCenter
                kind: root.modelReady || root.lastModel !== "" ? "plain" : "primary"
                iconName: "model"
                text: qsTr("Choose a model")
                onClicked: root.openModelRequested()
            }
        }
    }
}
